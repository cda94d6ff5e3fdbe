using System.CommandLine;
using Archivist.App.Messages;
using Archivist.Messages.English;
using Archivist.Operations.Discs.Rebuilding;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist disc remaster</c></summary>
internal static class DiscRemasterCommand
{
    private static readonly Argument<string> Disc = new("disc") { Description = "Disc: ID, ID prefix or label." };
    private static readonly Option<string> Output = new("--output", "-o") { Description = "Image to write.", HelpName = "file", Required = true };
    private static readonly Option<string?> From = new("--from") { Description = "Rescue the content from the disc itself: drive or image [repository]", HelpName = "place" };

    private static readonly Option<string[]> FromDiscs = new("--from-discs")
    {
        Description = "Discs that fill gaps: drive, image or directory of images (repeatable).",
        HelpName = "place",
    };

    internal static Command Create()
    {
        var command = new Command("remaster", "Remaster a disc from the repository, replicas and discs, or from what is left of it. Needs no password.\n\nExample: archivist disc remaster 0192f7a1 --output alice.iso")
        {
            Disc, Output, From, FromDiscs, ForceOption.Force,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new RemasterDiscRequest
        {
            Archive = parsed.Access(),
            Disc = parsed.GetValue(Disc)!,
            Output = parsed.GetValue(Output)!,
            From = parsed.GetValue(From),
            Discs = parsed.GetValue(FromDiscs) ?? [],
            MayReplace = parsed.GetValue(ForceOption.Force),
        };
        if (request is { From: not null, Discs.Count: > 0 })
            throw CommandLineProblem.Usage("--from cannot be used with --from-discs", "Give --from-discs alone: it asks repository and replicas first, and the old disc last.");
        var result = await new RemasterDiscOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        var (disc, made, elapsed) = result;
        context.Output.Show(
            new DiscRemasteredRecord("disc_remastered", disc.Id.ToString(), request.Output, made.From, made.IsIdentical ?? false, made.Bytes, made.Sha256, made.LostSectors, elapsed.TotalSeconds),
            static json => json.DiscRemasteredRecord,
            record => (made.LostSectors > 0 ? $"NOT WHOLE: {record.Image} is missing {Quantity.Count(made.LostSectors, "sector", "sectors")}"
                : made.IsIdentical is false ? $"ANOTHER IMAGE: {record.Image} is not the one that the catalogue knows"
                : $"Made {DiscTitleText.Of(disc.Title)} again: {record.Image}, {Quantity.Bytes(record.Bytes)}" + (record.IsIdentical ? ", bit for bit the same" : "; the catalogue has no hash to compare it with"))
                + $", from {record.From}, in {Quantity.Duration(elapsed)}\nSHA-256 {record.Sha256}");
        if (made.LostSectors > 0)
            context.Output.Note("  Do not burn it. Read the rest in another drive with 'archivist disc read --resume', or make it from the repository without --from.");
        else if (made.IsIdentical is false)
            context.Output.Note(request.From is null
                ? "  The template or the recovery environment has changed since: it holds the same packs, and is whole."
                : "  Do not burn it: what was read is not what was burned.");
        return ExitCode.Of(result.Verdict);
    }
}
