using System.CommandLine;
using Archivist.App.Messages;
using Archivist.Operations.Discs.Labelling;
using Archivist.Platform.Problems;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist disc label</c></summary>
internal static class DiscLabelCommand
{
    private static readonly Argument<string[]> Discs = new("discs") { Description = "Discs: IDs, ID prefixes or labels.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string?> Set = new("--set") { Description = "All discs of this set.", HelpName = "name" };
    private static readonly Option<string[]> What = new("--what", "-w")
    {
        Description = "Print label, jewel-case, cover-sheet, packing-slip or custody-sheet [all]",
        HelpName = "kind",
    };
    private static readonly Option<string> Format = new("--format") { Description = "Output format: pdf or svg.", HelpName = "format", DefaultValueFactory = _ => "pdf" };
    private static readonly Option<string> Output = new("--output", "-o") { Description = "Directory to write to.", HelpName = "directory", DefaultValueFactory = _ => "." };
    private static readonly Option<string?> From = new("--from") { Description = "Sender's address; lines are separated by |.", HelpName = "address" };
    private static readonly Option<string?> To = new("--to") { Description = "Recipient's address; lines are separated by |.", HelpName = "address" };

    internal static Command Create()
    {
        var command = new Command(
            "label",
            "Print labels, jewel-case inlays, cover sheets, packing slips and custody sheets for discs.\n\n"
                + "Example: archivist disc label --set 2026-W12 --output labels --to 'Bob Vault|Shelf Street 5|1010 Wien'")
        {
            Discs, Set, What, Format, Output, From, To, ForceOption.Force,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var format = parsed.GetValue(Format)!;
        if (format is not ("pdf" or "svg"))
            throw CommandLineProblem.Usage($"--format {format}: it is neither pdf nor svg", "Give pdf or svg.");
        var request = new LabelDiscsRequest
        {
            Archive = parsed.Access(),
            Discs = parsed.GetValue(Discs)!,
            Set = parsed.GetValue(Set),
            Kinds = [.. parsed.GetValue(What)!.Select(ParseKind)],
            Format = format == "pdf" ? PrintFormat.Pdf : PrintFormat.Svg,
            Output = parsed.GetValue(Output)!,
            From = Lines(parsed.GetValue(From)),
            To = Lines(parsed.GetValue(To)),
            MayReplace = parsed.GetValue(ForceOption.Force),
            Printed = file => context.Output.Show(
                new DiscPrintedRecord("disc_printed", LabelDiscsOperation.NameOf(file.Kind), file.Path, file.Pages), static json => json.DiscPrintedRecord, record => record.Path),
        };
        var result = await new LabelDiscsOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        context.Output.Note("Print in the size of the page, without fitting it to the paper.");
        return ExitCode.Of(result.Verdict);
    }

    private static PrintKind ParseKind(string text) => Enum.GetValues<PrintKind>().Where(kind => LabelDiscsOperation.NameOf(kind) == text).Select(kind => (PrintKind?)kind).FirstOrDefault()
        ?? throw CommandLineProblem.Usage($"--what {text}: there is no such page", $"Give one of {string.Join(", ", Enum.GetValues<PrintKind>().Select(LabelDiscsOperation.NameOf))}.");

    private static string[] Lines(string? address) => address?.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
