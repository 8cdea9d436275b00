"""The words around an excerpt beside the list that it is chosen from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.analysis.excerpt_rows import surroundings
from qualcode.analysis.excerpts import Excerpt
from qualcode.analysis.people import Attribute, Participant
from qualcode.tui.reading import now
from qualcode.tui.screens.excerpts_rows import place_page, place_title
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import ReadingPage


async def show_around(
    place: Place,
    excerpt: Excerpt,
    people: Mapping[str, Participant],
    attributes: Sequence[Attribute],
    below: str | None = None,
) -> bool:
    """Show the turns around an excerpt in `#place`, its words in sight; false where they were taken out."""
    around = await place.shell.read(surroundings, excerpt)
    if around is None:
        return False
    today = (await now(place.shell.lane)).date()
    page = place.query_one("#place", ReadingPage)
    page.show(place_page(around, people, attributes, today))
    page.reveal_strong()
    place.query_one("#place-pane", Pane).entitle(place_title(around), below)
    return True
