"""A native Word chart: its DrawingML part and the workbook behind it, which Word opens on “Edit data”."""

# mypy: allow-untyped-calls
# python-pptx has no types.

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from qualcode.exports.figures import Bars, Lines, Series, ValueKind, nice_step
from qualcode.exports.phrases import printable
from qualcode.exports.word_package import blank_workbook

if TYPE_CHECKING:
    from lxml.etree import _Element
    from pptx.chart.chart import Chart
    from pptx.dml.fill import FillFormat

# A colour, or a pattern of `_OUTLINE` on white (`ST_PresetPatternVal`), one for each kind of document: told apart on
# a grey printer.
_FILLS = ("1F4E5F", "wdUpDiag", "9DB4BE", "F2F5F6", "dkVert", "lgCheck", "narHorz")
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OUTLINE, _FAINT = "1F4E5F", "B8C4CA"
# Positive, as the schema wants them; python-pptx writes negative ones.
_AXES = {"-2068027336": "111111111", "-2113994440": "222222222"}
# The names of markers and dashes in python-pptx, for lines told apart on a grey printer.
_MARKERS = ("CIRCLE", "SQUARE", "DIAMOND", "TRIANGLE")
_DASHES = ("SOLID", "DASH", "ROUND_DOT", "LONG_DASH_DOT")


def chart_part(chart: Bars | Lines, workbook_relationship: str) -> bytes:
    """The chart as `c:chartSpace`, bound to its workbook by the relationship's id."""
    # Costs 0.2 s, so only a report with charts pays.
    from lxml import etree
    from pptx.chart.chart import Chart
    from pptx.chart.data import CategoryChartData
    from pptx.chart.xmlwriter import ChartXmlWriter
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
    from pptx.oxml import parse_xml
    from pptx.util import Pt

    chart = _as_drawn(chart)
    data = CategoryChartData(_number_format(chart))
    data.categories = [printable(category) for category in chart.categories]
    for series in chart.series:
        data.add_series(printable(series.name), series.values)
    form = XL_CHART_TYPE.BAR_CLUSTERED if isinstance(chart, Bars) else XL_CHART_TYPE.LINE_MARKERS
    space = parse_xml(ChartXmlWriter(form, data).xml.encode("utf-8"))
    drawn = Chart(space, None)
    drawn.font.name = "Calibri"
    drawn.font.size = Pt(9)
    drawn.font.color.rgb = RGBColor.from_string("1F2A33")
    drawn.has_title = False
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        # A legend below the bars runs against them in some programs, one beside them with them in all.
        drawn.legend.position = XL_LEGEND_POSITION.RIGHT
        drawn.legend.include_in_layout = False
    if isinstance(chart, Bars):
        _draw_bars(chart, drawn)
    else:
        _draw_lines(chart, drawn)
    _without_frame(space)
    _strictly(space)
    for language in space.iter("{*}endParaRPr"):
        language.set("lang", "en-GB")
    workbook = etree.SubElement(space, f"{_C}externalData", {f"{_R}id": workbook_relationship})
    etree.SubElement(workbook, f"{_C}autoUpdate", {"val": "0"})
    blob: bytes = etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True)
    return blob


def _draw_bars(chart: Bars, drawn: Chart) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_LABEL_POSITION, XL_TICK_MARK
    from pptx.util import Pt

    plot = drawn.plots[0]
    plot.gap_width, plot.overlap = 45, 0
    plot.vary_by_categories = False
    plot.has_data_labels = True
    labels = plot.data_labels
    # What stands after the semicolons is for zero: nothing, where a row of “0” would crowd the bars.
    labels.number_format, labels.number_format_is_linked = f"{_number_format(chart)};;", False
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    labels.show_value = True
    for place, (bars, series) in enumerate(zip(plot.series, chart.series, strict=True)):
        _fill(bars.format.fill, _FILLS[_fill_place(series, len(chart.series) - 1 - place)])
        bars.format.line.color.rgb = RGBColor.from_string(_OUTLINE)
        bars.format.line.width = Pt(0.5)
    categories = drawn.category_axis
    categories.major_tick_mark = XL_TICK_MARK.NONE
    categories.format.line.color.rgb = RGBColor.from_string(_FAINT)
    # The numbers stand at the bars, so the value axis would only repeat them.
    drawn.value_axis.visible = False
    drawn.value_axis.has_major_gridlines = False
    drawn.value_axis.minimum_scale = 0


def _draw_lines(chart: Lines, drawn: Chart) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_MARKER_STYLE
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    markers = [getattr(XL_MARKER_STYLE, name) for name in _MARKERS]
    dashes = [getattr(MSO_LINE, name) for name in _DASHES]
    for place, (line, series) in enumerate(zip(drawn.plots[0].series, chart.series, strict=True)):
        look = _fill_place(series, place)
        line.smooth = False
        line.format.line.color.rgb = RGBColor.from_string(_OUTLINE)
        line.format.line.width = Pt(1.75)
        line.format.line.dash_style = dashes[look % len(dashes)]
        line.marker.style, line.marker.size = markers[look % len(markers)], 6
        line.marker.format.fill.solid()
        line.marker.format.fill.fore_color.rgb = RGBColor.from_string("FFFFFF" if look % 2 else _OUTLINE)
        line.marker.format.line.color.rgb = RGBColor.from_string(_OUTLINE)
    for axis, title in ((drawn.category_axis, chart.over), (drawn.value_axis, chart.unit)):
        axis.format.line.color.rgb = RGBColor.from_string(_FAINT)
        axis.has_title = bool(title)
        if title:
            axis.axis_title.text_frame.text = printable(title)
            axis.axis_title.text_frame.paragraphs[0].font.bold = False
    drawn.value_axis.minimum_scale = 0
    drawn.value_axis.tick_labels.number_format = _number_format(chart)
    drawn.value_axis.tick_labels.number_format_is_linked = False
    drawn.value_axis.major_gridlines.format.line.color.rgb = RGBColor.from_string("E3E9EC")
    if chart.value is ValueKind.WHOLE:
        drawn.value_axis.major_unit = nice_step(chart.greatest)


def _number_format(chart: Bars | Lines) -> str:
    return {ValueKind.SHARE: "0%", ValueKind.RATE: "#,##0.0"}.get(chart.value, "#,##0")


def _as_drawn(chart: Bars | Lines) -> Bars | Lines:
    """Bars with their last category and their last series first, as they are drawn from the axis upwards."""
    if isinstance(chart, Lines):
        return chart
    runs = tuple(replace(series, values=series.values[::-1]) for series in chart.series[::-1])
    return replace(chart, categories=chart.categories[::-1], series=runs)


def _fill_place(series: Series, place: int) -> int:
    """A kind of document has the same fill in every chart; other bars take them in turn."""
    return (place if series.kind is None else series.kind.place) % len(_FILLS)


def _fill(bars: FillFormat, fill: str) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_PATTERN

    patterns = {pattern.xml_value: pattern for pattern in MSO_PATTERN}
    if fill in patterns:
        bars.patterned()
        bars.pattern = patterns[fill]
        bars.back_color.rgb = RGBColor.from_string("FFFFFF")
        bars.fore_color.rgb = RGBColor.from_string(_OUTLINE)
    else:
        bars.solid()
        bars.fore_color.rgb = RGBColor.from_string(fill)


def _without_frame(space: _Element) -> None:
    """Take away the line around the whole chart."""
    from lxml import etree

    text = space.find(f"{_C}txPr")
    if text is not None:
        frame = etree.Element(f"{_C}spPr")
        etree.SubElement(etree.SubElement(frame, f"{_A}ln"), f"{_A}noFill")
        text.addprevious(frame)


def _strictly(space: _Element) -> None:
    """Mend what python-pptx leaves to a lenient reader: square corners, positive axis ids, the axes' crossing."""
    from lxml import etree

    corners = etree.Element(f"{_C}roundedCorners", {"val": "0"})
    space[0].addnext(corners)
    for element in list(space.iter(f"{_C}showDLblsOverMax")):
        # Later than the schema that Word reads most strictly by.
        holder = element.getparent()
        if holder is not None:
            holder.remove(element)
    for element in space.iter(f"{_C}axId", f"{_C}crossAx"):
        given = element.get("val", "")
        element.set("val", _AXES.get(given, given))
    for axis in space.iter(f"{_C}valAx"):
        crosses = axis.find(f"{_C}crosses")
        if crosses is not None and axis.find(f"{_C}crossBetween") is None:
            crosses.addnext(etree.Element(f"{_C}crossBetween", {"val": "between"}))


def chart_workbook(chart: Bars | Lines, made_on: datetime) -> bytes:
    """The numbers of the chart as an Excel workbook: categories in column A, a series in each further one."""
    from xlsxwriter import Workbook

    chart = _as_drawn(chart)
    content = io.BytesIO()
    workbook = Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = workbook.add_worksheet("Sheet1")
    for row, category in enumerate(chart.categories, start=1):
        sheet.write_string(row, 0, printable(category))
    for column, series in enumerate(chart.series, start=1):
        sheet.write_string(0, column, printable(series.name))
        for row, value in enumerate(series.values, start=1):
            sheet.write_number(row, column, value)
    workbook.close()
    return blank_workbook(content.getvalue(), made_on)
