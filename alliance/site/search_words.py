"""Words that people type and the book does not use: other names, American spelling, Korean. The search finds the page by them."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from alliance.site.blocks import Page, block, writer

#: By page. Every word of what is typed must stand on a page for the search to find it there.
WORDS = {
    "notebooks/cost_sharing": "SMA burden sharing burden-sharing host nation support HNS defense cost defence cost sharing special measures USFK ten billion"
    " 방위비 분담금 방위비분담금 방위비분담 방위비분담특별협정 특별협정 주한미군 한국 미국 동맹",
    "notebooks/opcon_transfer": "wartime control wartime operational control command transfer conditions COTP CFC defense FOC certification"
    " 전작권 전시작전통제권 작전통제권 전환 환수 한미연합군사령부 한미연합사령부 연합사",
    "notebooks/priorities": "China North Korea nuclear deterrence umbrella Taiwan Strait Indo-Pacific strategic flexibility Quad summit joint statements exercises defense"
    " 북한 중국 대만 쿼드 확장억제 한미연합훈련 전략적 유연성",
    "notebooks/trade_links": "FTA KORUS free trade agreement tariff tariffs duties THAAD retaliation boycott decoupling linkage investment"
    " 관세 무역 한미 자유무역협정 사드 보복 중국",
    "notebooks/force_levels": "conscription draft military service manpower birth rate fertility troop withdrawal drawdown USFK NDAA defense"
    " 병역 징병제 모병제 병력 인구절벽 출산율 주한미군 감축 철수",
    "notebooks/claims": "fact check fact-check verify true false CFR CRS JoongAng Atlantic Council Diplomat 팩트체크 중앙일보",
    "book/treaties": "mutual defense treaty mutual defence treaty MDT SOFA nuclear 123 agreement alliance treaty 한미상호방위조약 상호방위조약 주한미군지위협정 원자력협정",
    "book/glossary": "definitions abbreviations terms acronyms 용어",
    "book/sources": "bibliography references 출처 참고문헌",
    "book/data": "download dataset datasets CSV tables 자료 데이터",
    "book/parameters": "assumptions inputs 가정",
}


def add_words(app: Sphinx, doctree: nodes.document) -> None:
    """Give a page its words, which are indexed and not shown."""
    words = WORDS.get(app.env.docname)
    first = doctree.next_node(nodes.section)
    if words and first is not None:
        first += block("words", {}, text=[words])


@writer("words")
def words_html(page: Page, content: dict[str, str]) -> str:
    """Return nothing: what is searched for is the page."""
    return ""


def register(app: Sphinx) -> None:
    """Listen when a page has been read."""
    app.connect("doctree-read", add_words)
