using System.CommandLine;
using Archivist.Discs.Catalogue;
using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist disc move</c></summary>
internal static class DiscMoveCommand
{
    private static readonly Argument<string> Disc = new("disc") { Description = "The id of a disc, the beginning of one, or its label." };
    private static readonly Option<string?> Place = new("--place") { Description = "Where it lies now.", HelpName = "place" };
    private static readonly Option<string?> Holder = new("--holder") { Description = "Who holds it now.", HelpName = "person" };

    internal static Command Create()
    {
        var command = new Command("move", "Record where a disc lies and who holds it.\n\nExample: archivist disc move 0192f7a1 --place 'shelf B' --holder Alice") { Disc, Place, Holder };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var settings = await parsed.Archive().ReadSettingsAsync(cancellationToken);
        var (place, holder) = (parsed.GetValue(Place), parsed.GetValue(Holder));
        if (place is null && holder is null)
            throw new ArchivistException(Failure.Usage, "nothing is said about the disc") { Hint = "Give --place, --holder or both." };
        var catalogue = parsed.Context().Operation.OpenCatalogue(settings);
        var found = await catalogue.FindAsync(parsed.GetValue(Disc)!, cancellationToken);
        var moved = await catalogue.RecordMoveAsync(found.Id, new DiscMove(context.Clock.GetUtcNow(), place, holder), cancellationToken);
        var entries = new Bookkeeping();
        await entries.TryAsync(() => new ArchiveLedger(settings, context.Clock).AppendAsync(
            new LedgerEntry.DiscMoved(context.Clock.GetUtcNow(), moved.Id.ToString(), Digest.Of(DiscRecordFile.Write(moved)).ToString()), cancellationToken));
        context.Output.Show(
            DiscListCommand.Record("disc_moved", moved), CliJson.Default.CataloguedDiscRecord,
            record => $"{moved.Describe()}: {string.Join(", ", new[] { record.Place, record.Holder is null ? null : $"held by {record.Holder}" }.Where(text => text is not null))}");
        return entries.Report(context.Operation.Events);
    }
}
