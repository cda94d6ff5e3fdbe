namespace Archivist.Operations.Keys.Sharing;

/// <summary>A share as someone gave it.</summary>
/// <param name="Name">How messages name it: a file, or its number. Never its words.</param>
/// <param name="Text">Its words; secret.</param>
public sealed record GivenShare(string Name, string Text)
{
    private const int FewestWords = 20;

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Shares in a text: one in each line of 20 words or more, otherwise one in each paragraph, so that the rows of a sheet can be typed as they are printed.</summary>
    /// <param name="name">How messages name the text.</param>
    /// <param name="text">The text.</param>
    public static IReadOnlyList<GivenShare> In(string name, string text)
    {
        var shares = new List<string>();
        var paragraph = new List<string>();
        foreach (var line in text.Split('\n').Select(line => line.Trim()).Append(""))
        {
            if (IsWhole(line))
            {
                shares.Add(line);
            }
            else if (line.Length > 0)
            {
                paragraph.Add(line);
            }
            else if (paragraph.Count > 0)
            {
                shares.Add(string.Join('\n', paragraph));
                paragraph.Clear();
            }
        }

        return [.. shares.Select((share, index) => new GivenShare(shares.Count == 1 ? name : $"{name}, share {index + 1}", share))];
    }

    /// <summary>Whether a line has as many words as a share.</summary>
    public static bool IsWhole(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length >= FewestWords;
}
