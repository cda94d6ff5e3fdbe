using System.CommandLine;
using System.Globalization;
using Archivist.App.Steps;
using Archivist.Media;
using Archivist.Media.ErrorCorrection;
using Archivist.Repository;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist disc protect</c></summary>
internal static class DiscProtectCommand
{
    private static readonly Argument<string> Image = new("image") { Description = "An image file." };
    private static readonly Option<string?> Medium = new("--medium") { Description = "The medium to fill: " + string.Join(", ", MediumCapacity.All.Select(medium => medium.Key)) + ". Otherwise the smallest that does.", HelpName = "name" };
    private static readonly Option<long?> Sectors = new("--sectors") { Description = "The sectors of 2048 bytes to fill, for any other medium.", HelpName = "n" };
    private static readonly Option<int?> Redundancy = new("--redundancy") { Description = "So much parity instead, in percent of the image: 4 to 200.", HelpName = "percent" };
    private static readonly Option<string?> Output = new("--output", "-o") { Description = "Write a protected copy instead of changing the image.", HelpName = "file" };

    internal static Command Create()
    {
        var protect = new Command("protect", "Add error correction (RS03) to an image, which dvdisaster reads as well.\n\nExample: archivist disc protect /srv/discs/alice.iso --medium dvd")
        {
            Image, Medium, Sectors, Redundancy, Output,
        };
        protect.SetAction(ProtectAsync);
        return protect;
    }

    private static async Task<int> ProtectAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = CommandContext.Current;
        var startedAt = context.Clock.GetTimestamp();
        var path = parsed.GetValue(Image)!;
        Rs03Layout layout;
        using (var source = FileImageSource.Open(path))
        {
            if (Rs03LayoutFinder.Find(source) is not null)
                throw new ArchivistException(Failure.Usage, $"{path}: it has error correction already") { Hint = "Take the image as it was before, or check it with 'archivist disc verify'." };
            layout = LayOut(parsed, source.Length);
        }

        var output = parsed.GetValue(Output);
        await DiscStep.ProtectAsync(context, path, output, layout, null, cancellationToken);
        var elapsed = context.Clock.GetElapsedTime(startedAt);
        context.Output.Show(
            new DiscProtectedRecord("disc_protected", output ?? path, layout.DataBytes, layout.TotalBytes, layout.Roots, Math.Round(layout.RedundancyPercent, 1), elapsed.TotalSeconds),
            CliJson.Default.DiscProtectedRecord,
            record => string.Create(
                CultureInfo.InvariantCulture,
                $"Protected {record.Image}: {Quantity.Bytes(record.Bytes)}, {record.Roots} of 255 sectors of each row may be lost, in {Quantity.Duration(elapsed)}"));
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
