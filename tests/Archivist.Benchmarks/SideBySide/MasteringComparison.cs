using System.Globalization;
using System.Text;
using Archivist.Platform.Processes;

namespace Archivist.Benchmarks.SideBySide;

/// <summary>
/// Masters the same folder to a file with genisoimage, xorriso and Archivist, in turns: a tree of programs and documents, and 200,000 tiny files. All write
/// Rock Ridge and Joliet; genisoimage and Archivist UDF as well, which xorriso cannot.
/// </summary>
internal sealed class MasteringComparison(Settings settings)
{
    private const int TinyFiles = 200_000, FilesPerFolder = 500;

    internal async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var work = Directory.CreateDirectory(Path.Combine(settings.Work, $"archivist-mastering-{Environment.ProcessId}")).FullName;
        try
        {
            var text = new StringBuilder(
                "| folder | genisoimage s | xorriso s | archivist s | genisoimage ÷ archivist | xorriso ÷ archivist | genisoimage peak MiB | xorriso peak MiB | archivist peak MiB |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|\n");
            if (settings.Only is null or "tree")
                text.Append(await CompareAsync("programs and documents", settings.Tree ?? Tree(work), work, cancellationToken));
            if (settings.Only is null or "tiny")
                text.Append(await CompareAsync("200,000 tiny files", await TinyAsync(work, cancellationToken), work, cancellationToken));
            return text.ToString();
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private async Task<string> CompareAsync(string name, string folder, string work, CancellationToken cancellationToken)
    {
        var image = Path.Combine(work, "image.iso");
        ToolCommand[] tools =
        [
            new("genisoimage", ["-quiet", "-udf", "-J", "-R", "-o", image, folder]),
            new("xorriso", ["-as", "mkisofs", "-quiet", "-J", "-R", "-o", image, folder]),
            new(Contender.FindProgram(), ["disc", "master", folder, "--output", image, "--quiet"]),
        ];
        var runs = new List<Measurement[]>();
        for (var run = 0; run < settings.Runs; run++)
        {
            var measured = new Measurement[tools.Length];
            foreach (var tool in run % 2 == 0 ? Enumerable.Range(0, tools.Length) : Enumerable.Range(0, tools.Length).Reverse())
            {
                await MemoryWarming.RunAsync(settings.Work, cancellationToken);
                measured[tool] = await Measurement.TakeAsync(tools[tool], cancellationToken);
                File.Delete(image);
            }

            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"run {run + 1}, {name}: {string.Join(", ", measured.Select(one => $"{one.Seconds:0.00} s"))}"));
            runs.Add(measured);
        }

        string Seconds(int tool) => Median.Of(runs.Select(run => run[tool].Seconds)).ToString("0.00", CultureInfo.InvariantCulture);
        string Ratio(int tool) => Median.Of(runs.Select(run => run[tool].Seconds / run[2].Seconds)).ToString("0.00", CultureInfo.InvariantCulture);
        string Peak(int tool) => Median.Of(runs.Select(run => run[tool].PeakMiB)).ToString("0", CultureInfo.InvariantCulture);
        return $"| {name} | {Seconds(0)} | {Seconds(1)} | {Seconds(2)} | {Ratio(0)} | {Ratio(1)} | {Peak(0)} | {Peak(1)} | {Peak(2)} |\n";
    }

    private string Tree(string work)
    {
        var folder = Path.Combine(work, "tree");
        SourceData.CopyTree(folder, (long)settings.SizeMiB << 20, ["/usr/share", "/usr/lib"]);
        return folder;
    }

    private static async Task<string> TinyAsync(string work, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(work, "tiny");
        for (var number = 0; number < TinyFiles; number++)
        {
            var below = Path.Combine(folder, $"folder {number / FilesPerFolder}");
            if (number % FilesPerFolder == 0)
                Directory.CreateDirectory(below);
            await File.WriteAllTextAsync(Path.Combine(below, $"file number {number}.txt"), $"tiny {number}\n", cancellationToken);
        }

        return folder;
    }
}
