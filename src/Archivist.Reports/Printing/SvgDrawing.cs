using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Archivist.Discs.Labels;

namespace Archivist.Reports.Printing;

/// <summary>A page as SVG 1.1 in its own size. Text stays text; its width is given, so that another font does not break the page.</summary>
public static class SvgDrawing
{
    private const double MillimetresPerPoint = 25.4 / 72;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>The whole file, UTF-8 without a byte order mark. The same page gives the same bytes.</summary>
    public static byte[] Render(PrintPage page)
    {
        var root = new XElement(
            Svg + "svg",
            new XAttribute("width", $"{Number(page.Width)}mm"),
            new XAttribute("height", $"{Number(page.Height)}mm"),
            new XAttribute("viewBox", $"0 0 {Number(page.Width)} {Number(page.Height)}"),
            new XElement(Svg + "title", page.Title),
            new XElement(Svg + "rect", new XAttribute("width", "100%"), new XAttribute("height", "100%"), new XAttribute("fill", "#fff")),
            page.Marks.Select(Draw));
        return Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{root}\n");
    }

    private static XElement Draw(PrintMark mark) => mark switch
    {
        PrintMark.Text text => DrawText(text),
        PrintMark.Line line => Element("line", ("x1", line.X1), ("y1", line.Y1), ("x2", line.X2), ("y2", line.Y2))
            .With("stroke", Colour(line.Ink)).With("stroke-width", Number(line.Thickness)),
        PrintMark.Box { Thickness: 0 } box => Rectangle(box).With("fill", Colour(box.Ink)),
        PrintMark.Box box => Rectangle(box).With("fill", "none").With("stroke", Colour(box.Ink)).With("stroke-width", Number(box.Thickness)),
        PrintMark.Circle circle => Element("circle", ("cx", circle.X), ("cy", circle.Y), ("r", circle.Radius))
            .With("fill", "none").With("stroke", Colour(circle.Ink)).With("stroke-width", Number(circle.Thickness)),
        PrintMark.QrCode code => DrawCode(code),
        _ => throw new ArgumentException($"no drawing for {mark.GetType().Name}", nameof(mark)),
    };

    private static XElement DrawText(PrintMark.Text text)
    {
        var element = Element("text", ("x", text.X), ("y", text.Baseline), ("font-size", text.Points * MillimetresPerPoint))
            .With("fill", Colour(text.Ink))
            .With("font-family", text.Face is Typeface.Mono ? "DejaVu Sans Mono, Consolas, monospace" : "DejaVu Sans, Verdana, Arial, sans-serif");
        if (text.Face is Typeface.Bold)
            element.With("font-weight", "bold");
        if (text.Anchor is not TextAnchor.Start)
            element.With("text-anchor", text.Anchor is TextAnchor.Middle ? "middle" : "end");
        if (text.Width > 0)
            element.With("textLength", Number(text.Width)).With("lengthAdjust", "spacingAndGlyphs");
        if (text.Rotation != 0)
            element.With("transform", $"rotate({Number(text.Rotation)} {Number(text.X)} {Number(text.Baseline)})");
        element.Value = text.Content;
        return element;
    }

    private static XElement DrawCode(PrintMark.QrCode code)
    {
        var modules = new QrModules(code.Content, code.Correction);
        var path = new StringBuilder();
        foreach (var (row, column, length) in modules.DarkRuns())
            path.Append(CultureInfo.InvariantCulture, $"M{column} {row}h{length}v1h-{length}z");
        var scale = code.Size / modules.Side;
        return new XElement(
            Svg + "g",
            new XAttribute("transform", $"translate({Number(code.X)} {Number(code.Y)}) scale({Number(scale)})"),
            Element("rect", ("width", modules.Side), ("height", modules.Side)).With("fill", "#fff"),
            new XElement(Svg + "path", new XAttribute("d", path.ToString()), new XAttribute("fill", "#000"), new XAttribute("shape-rendering", "crispEdges")));
    }

    private static XElement Rectangle(PrintMark.Box box) => Element("rect", ("x", box.X), ("y", box.Y), ("width", box.Width), ("height", box.Height));

    private static XElement Element(string name, params ReadOnlySpan<(string Name, double Value)> attributes)
    {
        var element = new XElement(Svg + name);
        foreach (var (attribute, value) in attributes)
            element.With(attribute, Number(value));
        return element;
    }

    private static XElement With(this XElement element, string name, string value)
    {
        element.SetAttributeValue(name, value);
        return element;
    }

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Colour(Ink ink) => ink switch
    {
        Ink.Black => "#000",
        Ink.Grey => "#555",
        Ink.Pale => "#bbb",
        _ => "#fff",
    };
}
