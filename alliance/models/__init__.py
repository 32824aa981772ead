"""The book's reckoning: pure functions over plain lists and dicts, standard library only.

Models read no file, draw nothing, read no clock. The same modules run in a notebook, in a sweep and in a
reader's browser, so nothing here imports from outside `alliance.models`. One module or package per question.
"""
