using System.Globalization;
using System.Text;
using Archivist.Discs.Labels;

namespace Archivist.Reports.Printing;

/// <summary>
/// Pages as one PDF 1.7 (ISO 32000-1), each in its own size, with the glyphs it needs inside and its text searchable. The same pages and
/// time give the same bytes.
/// </summary>
public static class PdfDrawing
{
    private const double PointsPerMillimetre = 72 / 25.4;

    /// <summary>How far the control points of a quarter circle lie from its ends, for a radius of 1.</summary>
    private const double Curve = 0.5522847498;

    /// <summary>The whole file.</summary>
    /// <param name="pages">The pages, at least one.</param>
    /// <param name="typesetting">The fonts they were set with.</param>
    /// <param name="title">What the document is called.</param>
    /// <param name="createdAt">When it was made, by its own account.</param>
    public static byte[] Render(IReadOnlyList<PrintPage> pages, Typesetting typesetting, string title, DateTimeOffset createdAt)
    {
        ArgumentOutOfRangeException.ThrowIfZero(pages.Count);
        using var file = new PdfFile();
        int catalog = file.Reserve(), tree = file.Reserve(), information = file.Reserve();
        var fonts = Enum.GetValues<Typeface>().ToDictionary(face => face, face => new PdfFont(typesetting.FontOf(face), face, file.Reserve()));
        var resources = string.Join(' ', fonts.Values.Select(font => $"/{font.Name} {font.Number} 0 R"));
        var sheets = new List<int>();
        foreach (var page in pages)
        {
            int sheet = file.Reserve(), content = file.Reserve();
            file.Put(
                sheet,
                $"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {Number(page.Width * PointsPerMillimetre)} {Number(page.Height * PointsPerMillimetre)}] "
                    + $"/Resources << /Font << {resources} >> >> /Contents {content} 0 R >>");
            file.PutStream(content, Encoding.ASCII.GetBytes(Draw(page, fonts)));
            sheets.Add(sheet);
        }

        foreach (var font in fonts.Values)
            font.WriteTo(file);
        file.Put(catalog, $"<< /Type /Catalog /Pages {tree} 0 R /Lang (en) /ViewerPreferences << /DisplayDocTitle true /PrintScaling /None >> >>");
        file.Put(tree, $"<< /Type /Pages /Count {sheets.Count} /Kids [{string.Join(' ', sheets.Select(sheet => $"{sheet} 0 R"))}] >>");
        file.Put(
            information,
            $"<< /Title {PdfFile.Text(title)} /Creator (Archivist) /CreationDate (D:{createdAt.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}Z) >>");
        return file.Finish(catalog, information);
    }

    private static string Draw(PrintPage page, Dictionary<Typeface, PdfFont> fonts)
    {
        // From here on a unit is a millimetre, and up is up.
        var content = new StringBuilder($"{Number(PointsPerMillimetre)} 0 0 {Number(PointsPerMillimetre)} 0 0 cm\n");
        foreach (var mark in page.Marks)
            Draw(content, mark, page.Height, fonts);
        return content.ToString();
    }

    private static void Draw(StringBuilder content, PrintMark mark, double height, Dictionary<Typeface, PdfFont> fonts)
    {
        switch (mark)
        {
            case PrintMark.Text text:
                DrawText(content, text, height, fonts[text.Face]);
                break;
            case PrintMark.Line line:
                content.Append(CultureInfo.InvariantCulture, $"{Stroke(line.Ink, line.Thickness)} {At(line.X1, height - line.Y1)} m {At(line.X2, height - line.Y2)} l S\n");
                break;
            case PrintMark.Box box:
                var paint = box.Thickness > 0 ? Stroke(box.Ink, box.Thickness) : $"{Grey(box.Ink)} g";
                content.Append(
                    CultureInfo.InvariantCulture,
                    $"{paint} {At(box.X, height - box.Y - box.Height)} {At(box.Width, box.Height)} re {(box.Thickness > 0 ? 'S' : 'f')}\n");
                break;
            case PrintMark.Circle circle:
                DrawCircle(content, circle, height);
                break;
            case PrintMark.QrCode code:
                DrawCode(content, code, height);
                break;
            default:
                throw new ArgumentException($"no drawing for {mark.GetType().Name}", nameof(mark));
        }
    }

    private static void DrawText(StringBuilder content, PrintMark.Text text, double height, PdfFont font)
    {
        var back = text.Anchor switch
        {
            TextAnchor.Middle => text.Width / 2,
            TextAnchor.End => text.Width,
            _ => 0,
        };
        var (sine, cosine) = Math.SinCos(-text.Rotation * Math.PI / 180);
        double x = text.X - back * cosine, y = height - text.Baseline - back * sine;
        content.Append(
            CultureInfo.InvariantCulture,
            $"BT {Grey(text.Ink)} g /{font.Name} {Number(text.Points / PointsPerMillimetre)} Tf {At(cosine, sine)} {At(-sine, cosine)} {At(x, y)} Tm <{font.Encode(text.Content)}> Tj ET\n");
    }

    private static void DrawCircle(StringBuilder content, PrintMark.Circle circle, double height)
    {
        double x = circle.X, y = height - circle.Y, r = circle.Radius, c = r * Curve;
        content.Append(CultureInfo.InvariantCulture, $"{Stroke(circle.Ink, circle.Thickness)} {At(x + r, y)} m ")
            .Append(CultureInfo.InvariantCulture, $"{At(x + r, y + c)} {At(x + c, y + r)} {At(x, y + r)} c {At(x - c, y + r)} {At(x - r, y + c)} {At(x - r, y)} c ")
            .Append(CultureInfo.InvariantCulture, $"{At(x - r, y - c)} {At(x - c, y - r)} {At(x, y - r)} c {At(x + c, y - r)} {At(x + r, y - c)} {At(x + r, y)} c s\n");
    }

    private static void DrawCode(StringBuilder content, PrintMark.QrCode code, double height)
    {
        var modules = new QrModules(code.Content, code.Correction);
        var side = code.Size / modules.Side;
        content.Append(CultureInfo.InvariantCulture, $"1 g {At(code.X, height - code.Y - code.Size)} {At(code.Size, code.Size)} re f 0 g\n");
        foreach (var (row, column, length) in modules.DarkRuns())
            content.Append(CultureInfo.InvariantCulture, $"{At(code.X + column * side, height - code.Y - (row + 1) * side)} {At(length * side, side)} re\n");
        content.Append("f\n");
    }

    private static string Stroke(Ink ink, double thickness) => $"{Grey(ink)} G {Number(thickness)} w";

    private static string Grey(Ink ink) => ink switch
    {
        Ink.Black => "0",
        Ink.Grey => "0.333",
        Ink.Pale => "0.733",
        _ => "1",
    };

    private static string At(double x, double y) => $"{Number(x)} {Number(y)}";

    private static string Number(double value) => value.ToString("0.#####", CultureInfo.InvariantCulture);
}
