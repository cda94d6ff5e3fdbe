using System.Globalization;
using Archivist.Platform.Problems;

namespace Archivist.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Tree">A folder to use as the real tree; null for a copy of parts of /usr.</param>
/// <param name="Runs">How often each step is measured.</param>
/// <param name="SizeMiB">About how much the copied tree holds; the disk image is twice, the incompressible data half as large.</param>
/// <param name="Work">Where data, repositories and restored files lie while it runs.</param>
/// <param name="Output">Where the table is written to as well.</param>
/// <param name="Only">The one thing to measure, a word of the verb's own; null for all.</param>
internal sealed record Settings(string? Tree, int Runs, int SizeMiB, string Work, string? Output, string? Only)
{
    internal static Settings Parse(IEnumerable<string> arguments)
    {
        var settings = new Settings(null, 3, 2048, Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), null, null);
        foreach (var pair in arguments.Chunk(2))
        {
            if (pair.Length < 2)
                throw BenchmarkProblem.Of(Failure.Usage, $"{pair[0]}: a value is missing");
            settings = pair[0] switch
            {
                "--tree" => settings with { Tree = Path.GetFullPath(pair[1]) },
                "--runs" => settings with { Runs = Number(pair) },
                "--size" => settings with { SizeMiB = Number(pair) },
                "--work" => settings with { Work = Path.GetFullPath(pair[1]) },
                "--only" => settings with { Only = pair[1] },
                "--out" => settings with { Output = pair[1] },
                _ => throw BenchmarkProblem.Of(Failure.Usage, $"{pair[0]}: there is no such flag"),
            };
        }

        return settings;
    }

    private static int Number(string[] pair) =>
        int.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 1 << 20
            ? number
            : throw BenchmarkProblem.Of(Failure.Usage, $"{pair[0]} {pair[1]}: it is not a number above zero");
}
