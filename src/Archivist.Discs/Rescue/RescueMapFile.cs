using System.Globalization;
using System.Text;
using Archivist.Discs.Problems;
using Archivist.Images.Model;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Discs.Rescue;

/// <summary>
/// Map files of GNU ddrescue (its manual, "Mapfile structure"): a line with the current position and state, then blocks of one state without gaps.
/// Numbers are decimal, octal or hexadecimal as in C. A sector that a block covers in part only counts as not read.
/// </summary>
public static class RescueMapFile
{
    /// <summary>No honest map is longer: room for some two million blocks.</summary>
    public const int LargestFile = 64 << 20;

    private const string States = "?*/-+";

    /// <summary>Writes a map, replacing an older one: a temporary file is flushed and renamed.</summary>
    /// <exception cref="ArchivistException">It cannot be written.</exception>
    public static void Write(RescueMap map, string path, bool isDone)
    {
        try
        {
            using var file = NewFile.Create(path);
            using (var text = new StreamWriter(file.Stream, new UTF8Encoding(false), bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" })
                Write(map, text, isDone);
            file.PublishOver();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArchivistException(new RescueMapNotStored(e.HResult == 28 ? Failure.NoSpace : Failure.Failed, path, Cause.Of(e)), e);
        }
    }

    /// <summary>Reads a map. Any other file is <see cref="Failure.Usage"/>.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: it cannot be read, or is not a map.</exception>
    public static RescueMap Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (file.Length > LargestFile)
                throw Refuse(path, $"it is longer than {LargestFile} bytes");
            using var text = new StreamReader(file, Encoding.Latin1);
            return Read(text, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArchivistException(new RescueMapNotReadable(path, Cause.Of(e)), e);
        }
    }

    internal static void Write(RescueMap map, TextWriter text, bool isDone)
    {
        text.WriteLine("# Mapfile. Made by Archivist in the format of GNU ddrescue");
        text.WriteLine("# current_pos  current_status  current_pass");
        var position = isDone ? map.Length : map.Runs().FirstOrDefault(run => run.State is not SectorState.Finished).First * Sector.Size;
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"0x{position:X8}     {(isDone ? '+' : '?')}               1"));
        text.WriteLine("#      pos        size  status");
        foreach (var (first, count, state) in map.Runs())
        {
            var start = first * Sector.Size;
            var size = Math.Min(map.Length, (first + count) * Sector.Size) - start;
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"0x{start:X8}  0x{size:X8}  {(char)state}"));
        }
    }

    internal static RescueMap Read(TextReader text, string place)
    {
        var blocks = new List<(long Start, long Size, SectorState State)>();
        var (end, number, hasPosition) = (0L, 0, false);
        while (text.ReadLine() is { } line)
        {
            number++;
            var words = line.Split('#')[0].Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                continue;
            if (!hasPosition)
            {
                hasPosition = words.Length is 2 or 3 && ParseNumber(words[0]) is not null && words[1].Length == 1 ? true : throw Refuse(place, $"line {number} is no position and state");
                continue;
            }

            if (words.Length != 3 || ParseNumber(words[0]) is not { } start || ParseNumber(words[1]) is not { } size
                || words[2].Length != 1 || !States.Contains(words[2][0], StringComparison.Ordinal))
                throw Refuse(place, $"line {number} is no position, size and state");
            if (start != end || size <= 0 || size > (RescueMap.MostSectors * Sector.Size) - end)
                throw Refuse(place, $"line {number} does not begin where the one before it ends, or ends behind any disc");
            end = start + size;
            blocks.Add((start, size, (SectorState)words[2][0]));
        }

        return blocks.Count > 0 ? Fill(blocks, end) : throw Refuse(place, "it has no blocks");
    }

    /// <summary>Of a sector that several blocks share, the one that is furthest from being read counts.</summary>
    private static RescueMap Fill(List<(long Start, long Size, SectorState State)> blocks, long length)
    {
        var map = new RescueMap(length);
        map.Set(0, map.Sectors, SectorState.Finished);
        foreach (var (start, size, state) in blocks.Where(block => block.State is not SectorState.Finished).OrderByDescending(block => States.IndexOf((char)block.State, StringComparison.Ordinal)))
        {
            var first = start / Sector.Size;
            map.Set(first, Sector.Count(start + size) - first, state);
        }

        return map;
    }

    private static long? ParseNumber(string word)
    {
        var isHexadecimal = word.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        if (isHexadecimal)
            return long.TryParse(word.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var sixteenths) && sixteenths >= 0 ? sixteenths : null;
        if (word.Length > 1 && word[0] == '0')
            return word.Length <= 20 && word.All(digit => digit is >= '0' and <= '7') ? word.Aggregate(0L, (value, digit) => (value << 3) + (digit - '0')) : null;
        return long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static ArchivistException Refuse(string place, string cause) =>
        new(new RescueMapInvalid(place, new Cause.Detail(cause)));
}
