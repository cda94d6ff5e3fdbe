using System.Globalization;
using System.Text;
using Archivist.TestKit.Damage;

namespace Archivist.Benchmarks.Damage;

/// <summary>The measured curves as SVG: a panel for each kind of damage, a line for each redundancy.</summary>
internal static class RecoveryPicture
{
    private const int Columns = 3, PanelWidth = 280, PanelHeight = 190, PlotWidth = 220, PlotHeight = 120, Left = 45, Top = 75, MostPercent = 70;

    private static readonly string[] Colours = ["#b2182b", "#e08214", "#8c8c1a", "#1b7837", "#2166ac", "#542788"];

    internal static string Draw(string medium, Func<DamageKind, int, int, double> probability)
    {
        var rows = (RecoveryCurve.Kinds.Length + Columns - 1) / Columns;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{(Columns * PanelWidth) + 20}\" height=\"{(rows * PanelHeight) + Top}\" font-family=\"sans-serif\" font-size=\"11\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        text.Append($"<text x=\"20\" y=\"24\" font-size=\"15\">How often a damaged {medium} comes back whole</text>\n<text x=\"20\" y=\"48\">redundancy:</text>\n");
        for (var i = 0; i < RecoveryCurve.Redundancies.Length; i++)
            text.Append(CultureInfo.InvariantCulture, $"<line x1=\"{100 + (i * 80)}\" x2=\"{120 + (i * 80)}\" y1=\"44\" y2=\"44\" stroke=\"{Colours[i]}\" stroke-width=\"2.5\"/><text x=\"{125 + (i * 80)}\" y=\"48\">{RecoveryCurve.Redundancies[i].Percent} %</text>\n");
        for (var panel = 0; panel < RecoveryCurve.Kinds.Length; panel++)
            Panel(text, panel, probability);
        return text.Append("</svg>\n").ToString();
    }

    private static void Panel(StringBuilder text, int panel, Func<DamageKind, int, int, double> probability)
    {
        var (kind, name) = RecoveryCurve.Kinds[panel];
        text.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({Left + (panel % Columns * PanelWidth)},{Top + (panel / Columns * PanelHeight)})\">\n<text x=\"0\" y=\"-4\" font-weight=\"bold\">{name}</text>\n");
        for (var percent = 0; percent <= MostPercent; percent += 10)
            text.Append(CultureInfo.InvariantCulture, $"<line x1=\"{X(percent)}\" x2=\"{X(percent)}\" y1=\"0\" y2=\"{PlotHeight}\" stroke=\"#e4e4e4\"/><text x=\"{X(percent)}\" y=\"{PlotHeight + 14}\" text-anchor=\"middle\">{percent}</text>\n");
        foreach (var tenths in new[] { 0, 5, 10 })
            text.Append(CultureInfo.InvariantCulture, $"<line x1=\"0\" x2=\"{PlotWidth}\" y1=\"{Y(tenths / 10.0)}\" y2=\"{Y(tenths / 10.0)}\" stroke=\"#c8c8c8\"/><text x=\"-6\" y=\"{Y(tenths / 10.0) + 4}\" text-anchor=\"end\">{tenths * 10} %</text>\n");
        text.Append(CultureInfo.InvariantCulture, $"<text x=\"{PlotWidth / 2}\" y=\"{PlotHeight + 28}\" text-anchor=\"middle\" fill=\"#555\">percent of the sectors gone</text>\n");
        for (var i = 0; i < RecoveryCurve.Redundancies.Length; i++)
        {
            var points = RecoveryCurve.Shares.Select(share => string.Create(CultureInfo.InvariantCulture, $"{X(share)},{Y(probability(kind, share, RecoveryCurve.Redundancies[i].Roots))}"));
            text.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"{Colours[i]}\" stroke-width=\"2\" points=\"{X(0)},{Y(1)} {string.Join(' ', points)}\"/>\n");
        }

        text.Append("</g>\n");
    }

    private static string X(int percent) => (percent * (double)PlotWidth / MostPercent).ToString("0.#", CultureInfo.InvariantCulture);

    private static double Y(double share) => Math.Round(PlotHeight * (1 - share), 1);
}
