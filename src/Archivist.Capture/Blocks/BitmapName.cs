using System.Diagnostics.CodeAnalysis;

namespace Archivist.Capture.Blocks;

/// <summary>
/// What the name of a dirty bitmap says (docs/decisions/dirty-bitmaps.md): <c>archivist-FROM</c> holds what was written since the moment FROM;
/// <c>archivist-FROM..TO</c> is offered with a point-in-time view of the disk, taken at the moment TO, and says that TO begins there.
/// </summary>
/// <param name="Text">The whole name.</param>
/// <param name="From">The moment at which it began.</param>
/// <param name="To">The moment of the view; null when the name does not say it.</param>
internal sealed record BitmapName(string Text, string From, string? To)
{
    internal const string Prefix = "archivist-";

    private const int Longest = 200;

    /// <summary>Whether a bitmap is meant for us.</summary>
    internal static bool IsOne(string text) => TryParse(text, out _);

    internal static bool TryParse(string text, [NotNullWhen(true)] out BitmapName? name)
    {
        name = null;
        // Visible ASCII characters only: a name is shown, and comes from a server.
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || text.Length > Longest || text.AsSpan().ContainsAnyExceptInRange('!', '~'))
            return false;
        name = text[Prefix.Length..].Split("..") switch
        {
            [{ Length: > 0 } from] => new BitmapName(text, from, null),
            [{ Length: > 0 } from, { Length: > 0 } to] when from != to => new BitmapName(text, from, to),
            _ => null,
        };
        return name is not null;
    }
}
