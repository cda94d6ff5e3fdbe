using System.CommandLine;
using Archivist.Operations.Keys.Sharing;
using Archivist.Platform.Problems;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist key sheet</c></summary>
internal static class KeySheetCommand
{
    private static readonly Option<string> Output = new("--output", "-o") { Description = "Directory to write to.", HelpName = "directory", DefaultValueFactory = _ => "." };

    internal static Command Create()
    {
        var command = new Command("sheet", "Print the sheet without a secret: whom to call, where the discs are, what to do.\n\nExample: archivist key sheet --call 'Bob, +43 1 234 56' --discs 'Bank, box 17'")
        {
            Output, SheetOptionsOfVerb.Contacts, SheetOptionsOfVerb.Places, ForceOption.Force,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new PrintKeySheetRequest { Archive = parsed.Access(), Sheet = SheetOptionsOfVerb.Of(parsed, parsed.GetValue(Output)!) };
        var result = await new PrintKeySheetOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        context.Output.Show(new KeySheetRecord("key_sheet", result.File, result.Set, result.Fingerprint), static json => json.KeySheetRecord, record => record.File!);
        PaperText.Show(context.Output, result.Paper, []);
        context.Output.Note("Print it, then read it back: scan its code or type its rows for 'archivist key test --sheet'.");
        return ExitCode.Of(result.Verdict);
    }
}
