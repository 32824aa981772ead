"""The book as one PDF: the built pages' articles in one document, printed by Chromium, finished by pypdf. Needs the extra `pdf`."""
