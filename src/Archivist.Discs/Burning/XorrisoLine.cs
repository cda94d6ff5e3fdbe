using System.Globalization;
using System.Text.RegularExpressions;
using Archivist.Images.Model;

namespace Archivist.Discs.Burning;

/// <summary>What the lines of xorriso mean, as xorriso(1) and xorrecord(1) describe them.</summary>
internal static partial class XorrisoLine
{
    private const long Megabyte = 1 << 20;

    /// <summary><c>xorriso : UPDATE :   16 of   28 MB written (fifo 99%) [buf  50%]  17.3x.</c></summary>
    internal static BurnProgress? Progress(string line, long length)
    {
        if (Written().Match(line) is not { Success: true } match)
            return line.Contains("Thank you for being patient", StringComparison.Ordinal) || line.Contains("Closing", StringComparison.Ordinal)
                ? new BurnProgress(BurnStage.Closing, length, length)
                : null;
        var bytes = Math.Min(length, long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * Megabyte);
        var speed = match.Groups[2] is { Success: true } number ? double.Parse(number.ValueSpan, CultureInfo.InvariantCulture) : (double?)null;
        return new BurnProgress(BurnStage.Writing, bytes, length, speed);
    }

    /// <summary>The cause in a line of severity SORRY or worse; null in any other.</summary>
    internal static string? Complaint(string line) =>
        Severe().Match(line) is { Success: true } match ? match.Groups[1].Value.Trim() : null;

    /// <summary>The medium by the output of <c>-toc</c>.</summary>
    internal static RecorderMedium Medium(IEnumerable<string> lines)
    {
        string kind = "", status = "", name = "";
        long? writable = null;
        foreach (var line in lines)
        {
            if (Field(line, "Media current:") is { } current)
                kind = current;
            else if (Field(line, "Media status :") is { } said)
                status = said;
            else if (Field(line, "Media product:") is { } product)
                name = product;
            else if (Writable().Match(line) is { Success: true } blocks)
                writable = long.Parse(blocks.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * Sector.Size;
        }

        var isBlank = status.Contains("is blank", StringComparison.Ordinal);
        var overwrites = kind.Contains("RW", StringComparison.Ordinal) || kind.Contains("RAM", StringComparison.Ordinal) || kind.Contains("BD-RE", StringComparison.Ordinal);
        var state = kind.Length == 0 || kind.Contains("no media", StringComparison.OrdinalIgnoreCase) || status.Contains("not present", StringComparison.Ordinal) ? MediumState.Missing
            : isBlank ? MediumState.Blank
            : overwrites ? MediumState.Overwritable
            : MediumState.Closed;
        // An overwritable medium reports what is free behind its content; all of it can be used again.
        return new RecorderMedium(kind, state, state is MediumState.Blank ? writable : null, name.Length == 0 ? null : name);
    }

    private static string? Field(string line, string name) => line.StartsWith(name, StringComparison.Ordinal) ? line[name.Length..].Trim() : null;

    [GeneratedRegex(@"(\d+) of\s+\d+ MB written(?:.*?\s(\d+(?:\.\d+)?)x)?")]
    private static partial Regex Written();

    [GeneratedRegex(@"^(?:xorriso|libburn|libisofs) : (?:SORRY|MISHAP|FAILURE|FATAL|ABORT) : (.*)$")]
    private static partial Regex Severe();

    [GeneratedRegex(@"^Media blocks : .*?(\d+) writable")]
    private static partial Regex Writable();
}
