using System.CommandLine;
using System.Text;
using Archivist.App.Messages;
using Archivist.Operations.Keys.Codes;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist key codes</c></summary>
internal static class KeyCodesCommand
{
    private static readonly Option<string?> Sheet = new("--sheet") { Description = "Print the codes into this PDF file; show none.", HelpName = "file" };
    private static readonly Option<int?> Count = new("--count") { Description = "Number of codes, 1 to 40 [20]", HelpName = "number" };
    private static readonly Option<bool> Check = new("--check") { Description = "Try a code, typed or from standard input, and use it up." };

    internal static Command Create()
    {
        var command = new Command("codes", "Make a page of one-time codes for the emergency sign-in of the console, or try one.\n\nExample: archivist key codes --sheet codes.pdf") { Sheet, Count, Check, ForceOption.Force };
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(Check) ? CheckAsync(parsed, cancellationToken) : PrintAsync(parsed, cancellationToken));
        return command;
    }

    private static async Task<int> PrintAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new PrintCodesRequest { Archive = parsed.Access(), Count = parsed.GetValue(Count) ?? 20, Sheet = parsed.GetValue(Sheet), MayReplace = parsed.GetValue(ForceOption.Force) };
        var result = await new PrintCodesOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        context.Output.Show(
            new CodesRecord("codes", result.Page, request.Count, result.Sheet, result.Codes), static json => json.CodesRecord,
            record => record.File ?? string.Join('\n', record.Codes.Select((code, index) => $"{index + 1,3}  {code[..4]} {code[4..]}")));
        PaperText.Show(context.Output, result.Paper, []);
        context.Output.Note(result.Sheet is null ? "They are shown once. Write them on paper, in this order." : "Print it, and delete the file.");
        return ExitCode.Of(result.Verdict);
    }

    private static async Task<int> CheckAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        foreach (var option in (Option[])[Sheet, Count, ForceOption.Force])
        {
            if (parsed.GetResult(option) is { Implicit: false })
                throw CommandLineProblem.Usage($"{option.Name} cannot be used with --check", "Make a page and try its codes one after the other.");
        }

        var context = parsed.Context();
        var code = Encoding.UTF8.GetString(Password.Ask("One-time code: ").Span);
        var result = await new CheckCodeOperation(context.Environment).RunAsync(new CheckCodeRequest { Archive = parsed.Access(), Code = code }, context.Events, cancellationToken);
        context.Output.Show(
            new CodeUsedRecord("code_used", result.Page, result.Number, result.Left), static json => json.CodeUsedRecord,
            record => $"Good: code {record.Number} of page {record.Page}, which is used up now; {Quantity.Count(record.Left, "code is", "codes are")} left.");
        return ExitCode.Of(result.Verdict);
    }
}
