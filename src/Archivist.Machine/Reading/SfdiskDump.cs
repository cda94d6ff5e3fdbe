using System.Globalization;
using System.Text;

namespace Archivist.Machine.Reading;

/// <summary>Reads what <c>sfdisk --dump</c> writes.</summary>
internal static class SfdiskDump
{
    /// <param name="text">The dump.</param>
    /// <param name="sectorSize">Bytes in a sector, for dumps of util-linux before 2.35, which don't say it.</param>
    /// <exception cref="FormatException">A line is none of a dump.</exception>
    internal static PartitionTable Read(string text, int sectorSize = 512)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        var entries = new List<PartitionEntry>();
        foreach (var line in text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] is not '#'))
        {
            if (line.IndexOf(" : ", StringComparison.Ordinal) is var at and > 0)
                entries.Add(Entry(NumberOf(line[..at].Trim(), headers.GetValueOrDefault("device")), line[(at + 3)..]));
            else if (line.IndexOf(':') is var colon and > 0)
                headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
            else
                throw new FormatException(line);
        }

        return new PartitionTable(
            headers.GetValueOrDefault("label") ?? throw new FormatException("label"), headers.GetValueOrDefault("label-id"),
            headers.TryGetValue("sector-size", out var size) ? int.Parse(size, CultureInfo.InvariantCulture) : sectorSize, entries)
        {
            Length = headers.TryGetValue("table-length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : null,
        };
    }

    /// <summary>What follows the name of the disk, which may end with digits itself.</summary>
    private static int NumberOf(string node, string? disk)
    {
        var rest = disk is not null && node.StartsWith(disk, StringComparison.Ordinal) ? node[disk.Length..] : node;
        var digits = rest[(rest.AsSpan().LastIndexOfAnyExceptInRange('0', '9') + 1)..];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException(node);
    }

    private static PartitionEntry Entry(int number, string fields)
    {
        var entry = new PartitionEntry(number, 0, 0, "");
        foreach (var field in Split(fields))
        {
            var equals = field.IndexOf('=');
            var value = equals < 0 ? "" : field[(equals + 1)..].Trim().Trim('"');
            entry = (equals < 0 ? field.Trim() : field[..equals].Trim()) switch
            {
                "start" => entry with { Start = long.Parse(value, CultureInfo.InvariantCulture) },
                "size" => entry with { Size = long.Parse(value, CultureInfo.InvariantCulture) },
                "type" or "Id" => entry with { Type = value },
                "uuid" => entry with { Uuid = value },
                "name" => entry with { Name = value },
                "attrs" => entry with { Attributes = value },
                "bootable" => entry with { IsBootable = true },
                _ => entry,
            };
        }

        return entry;
    }

    /// <summary>At commas outside of quotation marks, which a name cannot hold: sfdisk writes them as <c>\x22</c>.</summary>
    private static IEnumerable<string> Split(string fields)
    {
        var field = new StringBuilder();
        var isQuoted = false;
        foreach (var letter in fields)
        {
            isQuoted ^= letter is '"';
            if (letter is ',' && !isQuoted)
            {
                yield return field.ToString();
                field.Clear();
            }
            else
            {
                field.Append(letter);
            }
        }

        yield return field.ToString();
    }
}
