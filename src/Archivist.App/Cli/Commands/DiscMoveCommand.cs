using System.CommandLine;
using Archivist.App.Messages;
using Archivist.Messages.English;
using Archivist.Operations.Discs.Cataloguing;
using Archivist.Platform.Problems;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist disc move</c></summary>
internal static class DiscMoveCommand
{
    private static readonly Argument<string> Disc = new("disc") { Description = "Disc: ID, ID prefix or label." };
    private static readonly Option<string?> Place = new("--place") { Description = "Where the disc is now.", HelpName = "place" };
    private static readonly Option<string?> Holder = new("--holder") { Description = "Who holds the disc now.", HelpName = "person" };

    internal static Command Create()
    {
        var command = new Command("move", "Record where a disc lies and who holds it.\n\nExample: archivist disc move 0192f7a1 --place 'shelf B' --holder Alice") { Disc, Place, Holder };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new MoveDiscRequest { Archive = parsed.Access(), Disc = parsed.GetValue(Disc)!, Place = parsed.GetValue(Place), Holder = parsed.GetValue(Holder) };
        if (request is { Place: null, Holder: null })
            throw CommandLineProblem.Usage("nothing is said about the disc", "Give --place, --holder or both.");
        var result = await new MoveDiscOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        var moved = result.Disc;
        context.Output.Show(
            DiscListCommand.Record("disc_moved", moved), static json => json.CataloguedDiscRecord,
            record => $"{DiscTitleText.Of(moved.Title)}: {string.Join(", ", new[] { record.Place, record.Holder is null ? null : $"held by {record.Holder}" }.Where(text => text is not null))}");
        return ExitCode.Of(result.Verdict);
    }
}
