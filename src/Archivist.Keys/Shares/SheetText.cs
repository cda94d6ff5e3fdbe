using System.Security.Cryptography;
using System.Text;
using Archivist.Keys.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Keys.Shares;

/// <summary>Text that is printed in rows with a check behind each, and typed or scanned again: the check is the first four hexadecimal digits of the SHA-256 of the row.</summary>
public static class SheetText
{
    private const int WordsInRow = 4;

    /// <summary>Marks a check where it is typed.</summary>
    private const char Mark = '=';

    /// <summary>The check of a row, as it is printed: <c>=3f2a</c>. Case and the number of spaces do not matter.</summary>
    public static string CheckOf(string row) => $"{Mark}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Normal(row))).AsSpan(0, 2))}";

    /// <summary>The words of a mnemonic in rows of four.</summary>
    public static IReadOnlyList<string> RowsOf(string mnemonic) => [.. mnemonic.Split(' ').Chunk(WordsInRow).Select(words => string.Join(' ', words))];

    /// <summary>What distinguishes a text from others: the first 16 hexadecimal digits of the SHA-256 of its rows.</summary>
    public static string FingerprintOf(IEnumerable<string> rows) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows.Select(Normal)))).AsSpan(0, 8));

    /// <summary>The rows of what was scanned or typed, without their checks; a check that is there must be right.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Failed"/>: a row differs from its check (<see cref="SheetRowWrong"/>).</exception>
    public static IReadOnlyList<string> Read(string text)
    {
        var rows = new List<string>();
        foreach (var line in text.Split('\n').Select(Normal).Where(line => line.Length > 0))
        {
            var end = line.LastIndexOf(' ');
            if (end < 0 || line[end + 1] != Mark)
            {
                rows.Add(line);
                continue;
            }

            rows.Add(line[..end]);
            if (CheckOf(line[..end]) != line[(end + 1)..])
                throw new ArchivistException(new SheetRowWrong(rows.Count));
        }

        return rows;
    }

    private static string Normal(string row) => string.Join(' ', row.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
}
