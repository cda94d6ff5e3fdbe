using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Archivist.Images;
using Archivist.Images.Model;
using Archivist.Platform.Problems;
using Archivist.Platform.Processes;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Benchmarks.SideBySide;

/// <summary>
/// Encodes, verifies and repairs a DVD image with dvdisaster and with Archivist, in turns, on copies of the same image: one that leaves much room for
/// parity, one that leaves little.
/// </summary>
internal sealed class CorrectionComparison(Settings settings)
{
    private const int DamagePercent = 5;
    private const long WholeDisc = 5L << 30;

    /// <summary>
    /// With much parity only encoding is compared: dvdisaster had not verified such an image after a quarter of an hour. With little, a loss of some percent scattered
    /// over all sectors is more than it corrects, and dvdisaster repairs a few megabytes a second: so repair has a small image of its own, with 25 % redundancy.
    /// </summary>
    private static readonly (string Name, long Bytes, bool IsVerified, bool IsRepaired)[] Images =
    [
        ("700", 730_000_000, false, false), ("4290", 4_290_000_000, true, false), ("400", 400_000_000, false, true),
    ];

    internal async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var work = Directory.CreateDirectory(Path.Combine(settings.Work, $"archivist-correction-{Environment.ProcessId}")).FullName;
        try
        {
            var text = new StringBuilder("| image | step | dvdisaster s | archivist s | dvdisaster ÷ archivist | dvdisaster peak MiB | archivist peak MiB |\n|---|---|---:|---:|---:|---:|---:|\n");
            foreach (var (name, bytes, isVerified, isRepaired) in Images.Where(image => settings.Only is null || settings.Only == image.Name))
            {
                var plain = await MakeImageAsync(work, bytes, cancellationToken);
                var steps = new Dictionary<string, List<(Measurement Theirs, Measurement Ours)>>();
                for (var run = 0; run < settings.Runs; run++)
                    await MeasureAsync(work, plain, isVerified, isRepaired, run, steps, cancellationToken);
                foreach (var (step, pairs) in steps)
                {
                    text.Append(CultureInfo.InvariantCulture, $"| {name} MB | {step} | {Median.Of(pairs.Select(pair => pair.Theirs.Seconds)):0.00} | {Median.Of(pairs.Select(pair => pair.Ours.Seconds)):0.00} ");
                    text.Append(CultureInfo.InvariantCulture, $"| {Median.Of(pairs.Select(pair => pair.Theirs.Seconds / pair.Ours.Seconds)):0.0} | {Median.Of(pairs.Select(pair => pair.Theirs.PeakMiB)):0} | {Median.Of(pairs.Select(pair => pair.Ours.PeakMiB)):0} |\n");
                }

                File.Delete(plain);
            }

            return text.ToString();
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private async Task MeasureAsync(
        string work, string plain, bool isVerified, bool isRepaired, int run, Dictionary<string, List<(Measurement Theirs, Measurement Ours)>> steps, CancellationToken cancellationToken)
    {
        string theirs = Path.Combine(work, "theirs.iso"), ours = Path.Combine(work, "ours.iso");
        var program = Contender.FindProgram();
        File.Copy(plain, ours);
        if (isRepaired)
        {
            (await ToolProcess.RunAsync(new ToolCommand(program, ["disc", "protect", ours, "--redundancy", "25", "--quiet"]), cancellationToken)).EnsureSuccess();
        }
        else
        {
            File.Copy(plain, theirs);
            await PairAsync("encode", new ToolCommand("dvdisaster", ["-i", theirs, "-mRS03", "-c"]), new ToolCommand(program, ["disc", "protect", ours, "--medium", "dvd", "--quiet"]));
            File.Delete(theirs);
        }

        if (isVerified)
            await PairAsync("verify", new ToolCommand("dvdisaster", ["-i", ours, "-t"]), new ToolCommand(program, ["disc", "verify", ours, "--quiet"]));
        if (!isRepaired)
        {
            File.Delete(ours);
            return;
        }

        Damage(ours, run);
        File.Copy(ours, theirs);
        // dvdisaster's code says that there was something to repair; whether it is, the hashes say.
        await PairAsync($"repair of {DamagePercent} %", new ToolCommand("sh", ["-c", "dvdisaster -i \"$0\" -f; true", theirs]), new ToolCommand(program, ["disc", "repair", ours, "--quiet"]));
        if (await HashAsync(theirs, cancellationToken) != await HashAsync(ours, cancellationToken))
            throw BenchmarkProblem.Of(Failure.Failed, "the repaired images differ");
        File.Delete(theirs);
        File.Delete(ours);

        async Task PairAsync(string step, ToolCommand one, ToolCommand other)
        {
            var (first, second) = run % 2 == 0 ? (one, other) : (other, one);
            await MemoryWarming.RunAsync(settings.Work, cancellationToken, WholeDisc);
            var a = await Measurement.TakeAsync(first, cancellationToken);
            await MemoryWarming.RunAsync(settings.Work, cancellationToken, WholeDisc);
            var b = await Measurement.TakeAsync(second, cancellationToken);
            if (!steps.TryGetValue(step, out var pairs))
                steps.Add(step, pairs = []);
            pairs.Add(run % 2 == 0 ? (a, b) : (b, a));
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"run {run + 1}, {step}: {pairs[^1].Theirs.Seconds:0.00} s, {pairs[^1].Ours.Seconds:0.00} s"));
        }
    }

    private static async Task<string> MakeImageAsync(string work, long bytes, CancellationToken cancellationToken)
    {
        const int packSize = 64 << 20;
        var tree = Directory.CreateDirectory(Path.Combine(work, "tree")).FullName;
        var random = new Random(1);
        var pack = new byte[packSize];
        var files = new List<DiscFile>();
        for (var left = bytes; left > 0; left -= packSize)
        {
            var content = pack.AsMemory(0, (int)Math.Min(left, packSize));
            random.NextBytes(content.Span);
            var name = new ObjectName(ObjectKind.Pack, Digest.Of(content.Span));
            var path = Path.Combine(tree, name.Id.ToString());
            await using (var file = File.Create(path))
                await file.WriteAsync(content, cancellationToken);
            files.Add(new DiscFile("repository/" + RepositoryLayout.PathOf(name), new FileContent(path), DateTimeOffset.UnixEpoch));
        }

        var image = Path.Combine(work, "plain.iso");
        await using (var destination = File.Create(image))
        {
            var layout = new DiscLayout { VolumeIdentifier = "MEASURED", CreatedAt = DateTimeOffset.UnixEpoch, Files = files };
            await new ImageMaster().WriteAsync(layout, destination, null, cancellationToken);
        }

        Directory.Delete(tree, recursive: true);
        return image;
    }

    /// <summary>Writes dvdisaster's marker over sectors drawn by the run's number.</summary>
    private static void Damage(string path, int run)
    {
        const int size = 2048;
        var marker = new byte[size];
        "dvdisaster dead sector marker\nThis sector could not be read from the image.\nIts contents have been substituted by the dvdisaster read routine.\n"u8.CopyTo(marker);
        "dvdisaster dead sector end marker\n"u8.CopyTo(marker.AsSpan(size - 36));
        var random = new Random(run);
        using var image = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        var sectors = RandomAccess.GetLength(image) / size;
        for (long i = 0; i < sectors * DamagePercent / 100; i++)
            RandomAccess.Write(image, marker, random.NextInt64(17, sectors) * size);
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexString(await SHA256.HashDataAsync(file, cancellationToken));
    }
}
