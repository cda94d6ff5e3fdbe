using System.CommandLine;
using System.Globalization;
using Archivist.Correction.Rs03;
using Archivist.Discs.Outputs;
using Archivist.Images.Reading;
using Archivist.Operations.Discs;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist disc protect</c></summary>
internal static class DiscProtectCommand
{
    private static readonly Argument<string> Image = new("image") { Description = "An image file." };
    private static readonly Option<string?> Medium = new("--medium") { Description = "The medium to fill: " + string.Join(", ", MediumCapacity.All.Select(medium => medium.Key)) + ". Otherwise the smallest that does.", HelpName = "name" };
    private static readonly Option<long?> Sectors = new("--sectors") { Description = "The sectors of 2048 bytes to fill, for any other medium.", HelpName = "n" };
    private static readonly Option<int?> Redundancy = new("--redundancy") { Description = "So much parity instead, in percent of the image: 4 to 200.", HelpName = "percent" };
    private static readonly Option<string?> Output = new("--output", "-o") { Description = "Write a protected copy instead of changing the image.", HelpName = "file" };

    private static readonly Option<bool> Strip = new("--strip") { Description = "Remove the error correction instead, whole or half-made." };

    private static readonly Option<bool> Finish = new("--finish") { Description = "Complete error correction whose adding was interrupted." };

    internal static Command Create()
    {
        var protect = new Command("protect", "Add error correction (RS03) to an image, which dvdisaster reads as well.\n\nExample: archivist disc protect /srv/discs/alice.iso --medium dvd")
        {
            Image, Medium, Sectors, Redundancy, Output, Strip, Finish, ForceOption.Force,
        };
        protect.SetAction(ProtectAsync);
        return protect;
    }

    private static async Task<int> ProtectAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var startedAt = context.Clock.GetTimestamp();
        var path = parsed.GetValue(Image)!;
        var (output, mayReplace) = (parsed.GetValue(Output), parsed.GetValue(ForceOption.Force));
        OutputPath.RequireInPlaceOrCopy(path, output, mayReplace);
        if (parsed.GetValue(Strip) && parsed.GetValue(Finish))
            throw new ArchivistException(Failure.Usage, "--strip cannot be used with --finish") { Hint = "Give one of them." };
        if (parsed.GetValue(Strip))
            return await StripAsync(context, path, output, mayReplace, cancellationToken);
        Rs03Layout layout;
        using (var source = FileImageSource.Open(path))
        {
            var found = Rs03LayoutFinder.Find(source);
            if (found is not null && !parsed.GetValue(Finish))
                throw await ProtectedAlreadyAsync(path, source, found, cancellationToken);
            if (found is null && parsed.GetValue(Finish))
                throw new ArchivistException(Failure.Usage, $"{path}: no error correction was begun in it") { Hint = "Leave out --finish." };
            if (found is not null)
                await RequireUnfinishedAsync(path, output, source, found, cancellationToken);
            else if (await ProtectedImage.FindMissingAsync(source, cancellationToken) is > 0 and var missing)
                throw new ArchivistException(Failure.MediumFailed, $"{path}: the image ends {missing} bytes too early; it was cut short") { Hint = "Copy or build it again; nothing was added to it." };
            layout = found ?? LayOut(parsed, source.Length);
        }

        if (parsed.GetValue(Finish))
            Cut(path, layout);

        await DiscStep.ProtectAsync(context.Operation, path, output, layout, mayReplace, cancellationToken);
        var elapsed = context.Clock.GetElapsedTime(startedAt);
        context.Output.Show(
            new DiscProtectedRecord("disc_protected", output ?? path, layout.DataBytes, layout.TotalBytes, layout.Roots, Math.Round(layout.RedundancyPercent, 1), elapsed.TotalSeconds),
            CliJson.Default.DiscProtectedRecord,
            record => string.Create(
                CultureInfo.InvariantCulture,
                $"Protected {record.Image}: {Quantity.Bytes(record.Bytes)}, {record.Roots} of 255 sectors of each row may be lost, in {Quantity.Duration(elapsed)}"));
        return 0;
    }

    /// <summary>Says whether it is whole, or was not finished: everything that is wrong lies behind the image then.</summary>
    private static async Task<ArchivistException> ProtectedAlreadyAsync(string path, FileImageSource source, Rs03Layout layout, CancellationToken cancellationToken)
    {
        var verdict = await Rs03Check.RunAsync(source, layout, null, null, cancellationToken);
        return verdict.IsOnlyBehind
            ? new ArchivistException(Failure.Usage, $"{path}: its error correction is incomplete: adding it was interrupted, or it was damaged; nothing is known to be wrong with the image in front of it")
            {
                Hint = $"Finish it with 'archivist disc protect {path} --finish', or remove it with 'archivist disc protect {path} --strip'.",
            }
            : new ArchivistException(Failure.Usage, $"{path}: it has error correction already{(verdict.IsWhole ? "" : ", and is damaged")}")
            {
                Hint = verdict.IsWhole ? "Check it with 'archivist disc verify', or remove its error correction with --strip." : $"Repair it with 'archivist disc repair {path}'.",
            };
    }

    private static async Task RequireUnfinishedAsync(string path, string? output, FileImageSource source, Rs03Layout layout, CancellationToken cancellationToken)
    {
        if (output is not null)
            throw new ArchivistException(Failure.Usage, "--finish cannot be used with --output") { Hint = "Copy the image first." };
        var verdict = await Rs03Check.RunAsync(source, layout, null, null, cancellationToken);
        if (!verdict.IsOnlyBehind)
            throw await ProtectedAlreadyAsync(path, source, layout, cancellationToken);
    }

    /// <summary>Leaves the image alone.</summary>
    private static void Cut(string path, Rs03Layout layout)
    {
        try
        {
            using var image = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            RandomAccess.SetLength(image, layout.DataBytes);
            DurableFile.Synchronize(image, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArchivistException(Failure.Failed, $"{path}: cannot be changed: {e.Message}", e) { Hint = "Check its permissions, and that no other run works on it." };
        }
    }

    /// <summary>Removes error correction, whole or half-made; an image that needs it to be whole keeps it.</summary>
    private static async Task<int> StripAsync(CommandContext context, string path, string? output, bool mayReplace, CancellationToken cancellationToken)
    {
        if (output is not null)
            throw new ArchivistException(Failure.Usage, "--strip cannot be used with --output") { Hint = "Copy the image first." };
        var startedAt = context.Clock.GetTimestamp();
        Rs03Layout layout;
        using (var source = FileImageSource.Open(path))
        {
            layout = Rs03LayoutFinder.Find(source) ?? throw new ArchivistException(Failure.Usage, $"{path}: no error correction was found in it") { Hint = "Check the path." };
            var verdict = await Rs03Check.RunAsync(source, layout, null, null, cancellationToken);
            if (!mayReplace && verdict.Missing.Runs().Concat(verdict.Wrong.Runs()).Any(run => run.First < layout.DataSectors))
                throw new ArchivistException(Failure.MediumFailed, $"{path}: the image is damaged, and its error correction may give it back") { Hint = $"Repair it first with 'archivist disc repair {path}'." };
        }

        Cut(path, layout);
        var elapsed = context.Clock.GetElapsedTime(startedAt);
        context.Output.Show(
            new DiscProtectedRecord("disc_stripped", path, layout.DataBytes, layout.DataBytes, 0, 0, elapsed.TotalSeconds),
            CliJson.Default.DiscProtectedRecord,
            record => $"Removed the error correction of {record.Image}: {Quantity.Bytes(record.Bytes)} are left, in {Quantity.Duration(elapsed)}");
        return 0;
    }

    private static Rs03Layout LayOut(ParseResult parsed, long bytes)
    {
        var (medium, sectors, redundancy) = (parsed.GetValue(Medium), parsed.GetValue(Sectors), parsed.GetValue(Redundancy));
        if ((medium is null ? 0 : 1) + (sectors is null ? 0 : 1) + (redundancy is null ? 0 : 1) > 1)
            throw new ArchivistException(Failure.Usage, "disc protect: more than one size is given") { Hint = "Give one of --medium, --sectors and --redundancy." };
        if (redundancy is { } percent)
        {
            return percent is >= 4 and <= 200
                ? Rs03Layout.WithRedundancy(bytes, percent)
                : throw new ArchivistException(Failure.Usage, $"--redundancy {percent}: it is not from 4 to 200") { Hint = "Give percent of the image, such as 25." };
        }

        if (medium is not null)
        {
            sectors = MediumCapacity.Find(medium)
                ?? throw new ArchivistException(Failure.Usage, $"--medium {medium}: it is not a known medium") { Hint = "Give its size with --sectors." };
        }

        sectors ??= MediumCapacity.SmallestFor(bytes)
            ?? throw new ArchivistException(Failure.NoSpace, $"image: {Quantity.Bytes(bytes)} and error correction fit on no medium") { Hint = "Split it over several discs, or give --redundancy." };
        return Rs03Layout.ForMedium(bytes, sectors.Value);
    }
}
