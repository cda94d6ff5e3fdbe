using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Archivist.Reports.Rendering;

/// <summary>
/// A piece of HTML. It is written as an interpolated string: what stands in the source is markup, what is filled in is text and
/// is always escaped, so that a file name can never become markup.
/// </summary>
internal readonly struct Html(string markup)
{
    /// <summary>Nothing.</summary>
    internal static Html Empty => new("");

    /// <summary>The markup itself.</summary>
    public override string ToString() => markup ?? "";

    /// <summary>Makes markup from an interpolated string, line by line as it stands in the source.</summary>
    internal static Html Of(Handler handler) => new(handler.ToString());

    /// <summary>One piece for each item.</summary>
    internal static Html Each<T>(IEnumerable<T> items, Func<T, Html> piece) =>
        new(string.Concat(items.Select(item => piece(item).ToString())));

    /// <summary>A piece that is only there when it has content.</summary>
    internal static Html When(bool condition, Func<Html> piece) => condition ? piece() : Empty;

    /// <summary>
    /// The text, safe between tags and in a quoted attribute; invisible characters that reorder or hide text become visible.
    /// </summary>
    internal static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&': escaped.Append("&amp;"); break;
                case '<': escaped.Append("&lt;"); break;
                case '>': escaped.Append("&gt;"); break;
                case '"': escaped.Append("&quot;"); break;
                case '\'': escaped.Append("&#39;"); break;
                default:
                    if (IsInvisible(rune))
                        escaped.Append(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]");
                    else
                        escaped.Append(rune.ToString());
                    break;
            }
        }

        return escaped.ToString();
    }

    /// <summary>Controls and formatting characters, of which the bidirectional overrides can make one name look like another.</summary>
    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>What the compiler calls for <c>$"…"</c>.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Handler(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _markup = new(literalLength + formattedCount * 16);

        public void AppendLiteral(string markup) => _markup.Append(markup);

        public void AppendFormatted(Html piece) => _markup.Append(piece.ToString());

        public void AppendFormatted(string? text) => _markup.Append(Escape(text ?? ""));

        public override string ToString() => _markup.ToString();
    }
}
