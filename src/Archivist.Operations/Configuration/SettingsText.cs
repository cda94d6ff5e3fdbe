using System.Text;
using Archivist.Operations.Configuration.Toml;

namespace Archivist.Operations.Configuration;

/// <summary>
/// Adds and removes <c>[[replica]]</c> by whole lines. Every other line stays as it is, byte for byte: comments, order and line ends belong to the person who wrote them.
/// </summary>
internal static class SettingsText
{
    private const string Key = "replica";

    /// <summary>Puts a block behind the last replica, or behind the last line of a file that has none.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="file">What errors call it.</param>
    /// <param name="block">Lines without line ends.</param>
    internal static byte[] Append(byte[] utf8, string file, IReadOnlyList<string> block)
    {
        var lines = LinesOf(utf8);
        var end = lines.Exists(line => line.EndsWith("\r\n", StringComparison.Ordinal)) ? "\r\n" : "\n";
        if (lines is [.., var last] && !last.EndsWith('\n'))
            lines[^1] = last + end;
        var tables = TomlReader.FindTables(utf8, file, Key);
        var at = tables.Count > 0 ? Surroundings(lines, tables[^1]).Last + 1 : lines.FindLastIndex(line => !IsBlank(line)) + 1;
        var added = block.Select(line => line + end).ToList();
        if (at > 0 && !IsBlank(lines[at - 1]))
            added.Insert(0, end);
        if (at < lines.Count && !IsBlank(lines[at]))
            added.Add(end);
        lines.InsertRange(at, added);
        return BytesOf(lines);
    }

    /// <summary>Removes a replica: its lines, the comments that stand directly above its header, and those directly below its last key.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="file">What errors call it.</param>
    /// <param name="number">Which of the replicas that the file has, from 0.</param>
    /// <returns>The file without it; null when it does not write that replica as a block of its own.</returns>
    internal static byte[]? Remove(byte[] utf8, string file, int number)
    {
        var tables = TomlReader.FindTables(utf8, file, Key);
        if (number >= tables.Count)
            return null;
        var lines = LinesOf(utf8);
        var (first, last) = Surroundings(lines, tables[number]);
        // Of the blank lines around it one is enough.
        if (first > 0 && IsBlank(lines[first - 1]) && (last + 1 == lines.Count || IsBlank(lines[last + 1])))
            first--;
        lines.RemoveRange(first, last - first + 1);
        return BytesOf(lines);
    }

    /// <summary>A table with the comments that touch it. Comments between two tables without a blank line are those of the second.</summary>
    private static TomlLines Surroundings(List<string> lines, TomlLines table)
    {
        var (first, last) = table;
        while (first > 0 && IsComment(lines[first - 1]))
            first--;
        var below = last;
        while (below + 1 < lines.Count && IsComment(lines[below + 1]))
            below++;
        return new TomlLines(first, below + 1 == lines.Count || IsBlank(lines[below + 1]) ? below : last);
    }

    private static bool IsBlank(string line) => line.AsSpan().Trim().IsEmpty;

    private static bool IsComment(string line) => line.AsSpan().TrimStart() is ['#', ..];

    /// <summary>With their line ends. A byte order mark is a part of the first.</summary>
    private static List<string> LinesOf(byte[] utf8)
    {
        var text = Encoding.UTF8.GetString(utf8);
        var lines = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var next = text.IndexOf('\n', at) is var found and >= 0 ? found + 1 : text.Length;
            lines.Add(text[at..next]);
            at = next;
        }

        return lines;
    }

    private static byte[] BytesOf(List<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines));
}
