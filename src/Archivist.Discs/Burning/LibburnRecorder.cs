using System.Globalization;
using System.Text;
using Archivist.Discs.Problems;
using Archivist.Images.Model;
using Archivist.Images.Reading;
using Archivist.Platform.Problems;
using Archivist.Platform.Processes;

namespace Archivist.Discs.Burning;

/// <summary>An optical drive on Linux, written to by libburn in a child process (xorriso), reloaded and read through the kernel.</summary>
public sealed class LibburnRecorder(string device, TimeProvider clock) : IDiscRecorder
{
    private const string Tool = "xorriso", Package = "xorriso";

    /// <summary>How long libburn may take to stop a drive; it must finish what the drive has begun.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromMinutes(2);

    private readonly OpticalDrive _drive = new(device, clock);

    /// <inheritdoc/>
    public string Location => device;

    /// <inheritdoc/>
    public async Task<RecorderMedium> InspectAsync(CancellationToken cancellationToken)
    {
        var result = await ToolProcess.RunAsync(Command("-abort_on", "NEVER", "-outdev", device, "-toc"), cancellationToken);
        var lines = (result.OutputText + "\n" + result.ErrorText).Split('\n');
        if (!lines.Any(line => line.StartsWith("Media current:", StringComparison.Ordinal)))
            throw new ArchivistException(lines.Select(XorrisoLine.Complaint).FirstOrDefault(line => line is not null) is { } complaint
                ? new RecorderFailed(device, Tool, null, complaint)
                : new NotABurner(device));
        return XorrisoLine.Medium(lines);
    }

    /// <inheritdoc/>
    public async Task WriteAsync(BurnOrder order, RecorderMedium medium, IProgress<BurnProgress>? progress, CancellationToken cancellationToken)
    {
        await using var process = ToolProcess.Start(Command([.. Arguments(order, medium)]));
        process.Input.Close();
        var complaints = new List<string>();
        var listening = Task.WhenAll(
            ListenAsync(process.Output, order.Length, progress, complaints), ListenAsync(process.ErrorOutput, order.Length, progress, complaints));
        var code = await EndAsync(process, cancellationToken);
        await listening;
        if (code != 0)
            throw new ArchivistException(new RecorderFailed(device, Tool, code, complaints.Count > 0 ? complaints[0] : null));
    }

    /// <inheritdoc/>
    public Task ReloadAsync(IProgress<BurnProgress>? progress, CancellationToken cancellationToken) => _drive.ReloadAsync(progress, cancellationToken);

    /// <inheritdoc/>
    public IImageSource OpenMedium() => FileImageSource.Open(device);

    /// <inheritdoc/>
    public Task EjectAsync(CancellationToken cancellationToken) => _drive.EjectAsync(cancellationToken);

    internal IEnumerable<string> Arguments(BurnOrder order, RecorderMedium medium)
    {
        yield return "-as";
        yield return "cdrecord";
        yield return "-v";
        yield return $"dev={device}";
        yield return $"speed={(order.Speed is { } speed ? speed.ToString("0.##", CultureInfo.InvariantCulture) : "0")}";
        yield return "fs=32m";
        yield return "padsize=0"; // the image has its own
        yield return string.Create(CultureInfo.InvariantCulture, $"tsize={order.Length / Sector.Size}s");
        switch (order.DefectManagement)
        {
            case DefectManagement.On:
                yield return "blank=format_overwrite";
                yield return "stream_recording=off";
                break;
            case DefectManagement.Off:
                yield return "blank=as_needed";
                yield return "stream_recording=on";
                break;
            default:
                yield return "blank=as_needed";
                break;
        }

        // One track that need not be reserved beforehand, which not every drive can do with these.
        if (medium.Kind.StartsWith("DVD+R", StringComparison.Ordinal) && !medium.Kind.StartsWith("DVD+RW", StringComparison.Ordinal))
            yield return "-tao";
        if (order.IsSimulation)
            yield return "-dummy";
        yield return Path.GetFullPath(order.ImagePath);
    }

    private static ToolCommand Command(params IReadOnlyList<string> arguments) => new(Tool, ["-no_rc", .. arguments])
    {
        Package = Package,
        Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C" },
    };

    /// <summary>
    /// Takes the lines to the end of the stream, also while libburn is being stopped. They end in a carriage return where they are to be
    /// overwritten on a terminal.
    /// </summary>
    private static async Task ListenAsync(Stream stream, long length, IProgress<BurnProgress>? progress, List<string> complaints)
    {
        var line = new StringBuilder();
        var buffer = new byte[4096];
        while (await stream.ReadAsync(buffer, CancellationToken.None) is > 0 and var count)
        {
            foreach (var character in Encoding.Latin1.GetString(buffer, 0, count))
            {
                if (character is not ('\n' or '\r'))
                {
                    if (line.Length < 4096)
                        line.Append(character);
                    continue;
                }

                Take(line.ToString(), length, progress, complaints);
                line.Clear();
            }
        }

        Take(line.ToString(), length, progress, complaints);
    }

    private static void Take(string line, long length, IProgress<BurnProgress>? progress, List<string> complaints)
    {
        if (XorrisoLine.Progress(line, length) is { } now)
        {
            progress?.Report(now);
        }
        else if (XorrisoLine.Complaint(line) is { } complaint)
        {
            lock (complaints)
                complaints.Add(complaint);
        }
    }

    /// <summary>Waits for the end. When that is cancelled, libburn is asked to stop and gets the time it needs.</summary>
    private static async Task<int> EndAsync(ToolProcess process, CancellationToken cancellationToken)
    {
        var end = process.WaitForExitAsync(CancellationToken.None);
        try
        {
            return await end.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Terminate();
            await ((Task)end).WaitAsync(StopPatience, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }
}
