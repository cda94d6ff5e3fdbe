using System.Globalization;
using Archivist.App.Composition;
using Archivist.App.Cli;
using Archivist.Media;
using Archivist.Repository;

namespace Archivist.App.Steps;

/// <summary>What <c>disc master</c> was asked for.</summary>
/// <param name="Sources">Folders.</param>
/// <param name="Output">A file, a device, or <c>-</c> for standard output.</param>
/// <param name="Volume">The volume label, or null for one made of the first source's name.</param>
/// <param name="Format">File systems and layout.</param>
/// <param name="WithDigest">Whether the SHA-256 is wanted.</param>
internal sealed record MasterOrder(IReadOnlyList<string> Sources, string Output, string? Volume, DiscFormat Format, bool WithDigest);

/// <summary>Masters plain files as they are: no repository, no encryption.</summary>
internal static class MasterStep
{
    internal const string StandardOutput = "-";

    /// <summary>https://reproducible-builds.org/specs/source-date-epoch: no time in what is built is later.</summary>
    private const string EpochVariable = "SOURCE_DATE_EPOCH";

    internal static async Task<(MasteredImage Image, string Volume)> RunAsync(CommandContext context, MasterOrder order, CancellationToken cancellationToken)
    {
        var epoch = ReadEpoch();
        using var plain = new PlainLayout(epoch);
        plain.Add(order.Sources, cancellationToken);
        var volume = order.Volume ?? VolumeOf(order.Sources[0]);
        // Descriptors hold hundredths of seconds, so nothing finer may decide about the image.
        var layout = plain.ToLayout(volume, epoch ?? DateTimeOffset.FromUnixTimeSeconds(context.Clock.GetUtcNow().ToUnixTimeSeconds()), order.Format);
        var progress = new ProgressDisplay<long>(context.Output, context.Clock, (bytes, elapsed) =>
            $"mastering: {Quantity.Bytes(bytes)}, {Quantity.Rate(bytes, elapsed)}");
        var master = new ImageMaster { WithDigest = order.WithDigest };
        return (await WriteAsync(master, layout, order.Output, progress, cancellationToken), volume);
    }

    private static async Task<MasteredImage> WriteAsync(
        ImageMaster master, DiscLayout layout, string output, IProgress<long> progress, CancellationToken cancellationToken)
    {
        if (output == StandardOutput)
        {
            await using var pipe = Console.OpenStandardOutput();
            return await master.WriteAsync(layout, pipe, progress, cancellationToken);
        }

        // A device is written to; a file is replaced when all of it is there.
        if (DevicePath.IsDevice(output))
        {
            await using var device = Open(output, FileMode.Open);
            return await master.WriteAsync(layout, device, progress, cancellationToken);
        }

        var partial = output + ".partial";
        try
        {
            MasteredImage image;
            await using (var file = Open(partial, FileMode.Create))
                image = await master.WriteAsync(layout, file, progress, cancellationToken);
            File.Move(partial, output, overwrite: true);
            return image;
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    private static FileStream Open(string path, FileMode mode)
    {
        try
        {
            return new FileStream(path, mode, FileAccess.Write, FileShare.None, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArchivistException(Failure.Failed, $"{path}: cannot be written: {e.Message}", e) { Hint = "Choose another place for the image." };
        }
    }

    private static DateTimeOffset? ReadEpoch()
    {
        if (Environment.GetEnvironmentVariable(EpochVariable) is not { Length: > 0 } text)
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new ArchivistException(Failure.Usage, $"{EpochVariable} is '{text}', which is not a number of seconds") { Hint = "Unset it, or give seconds since 1970." };
    }

    private static string VolumeOf(string source)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(source))).ToUpperInvariant();
        var label = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_').Take(32));
        return label.Length == 0 ? "DISC" : label;
    }
}
