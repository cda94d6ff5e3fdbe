using System.CommandLine;
using Archivist.App.Messages;
using Archivist.Keys.Shares;
using Archivist.Operations.Keys.Sharing;
using Archivist.Platform.Problems;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist key share</c></summary>
internal static class KeyShareCommand
{
    private static readonly Argument<string[]> Threshold = new("threshold") { Description = "Shares needed, of how many: 3 of 5; with --group, groups needed: 2 of 3.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string[]> Groups = new("--group") { Description = "A group of holders, such as 2of3 (repeatable) [one group].", HelpName = "k-of-n", AllowMultipleArgumentsPerToken = false };

    private static readonly Option<string?> Sheets = new("--sheets") { Description = "Print a sheet for each share into this directory; show no words.", HelpName = "directory" };

    internal static Command Create()
    {
        var command = new Command("share", "Add a key whose password is split into SLIP-39 shares for paper.\n\nExample: archivist key share 3 of 5") { Threshold, Groups, Sheets, SheetOptionsOfVerb.Contacts, SheetOptionsOfVerb.Places, ForceOption.Force };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var result = await new ShareKeyOperation(context.Environment).RunAsync(Request(parsed), context.Events, cancellationToken);
        var made = new SharedKeyStatus(result.Set.Words, result.Key.Id.ToString(), result.Set.GroupThreshold, [.. result.Groups.Select(Describe)], context.Environment.Clock.GetUtcNow(), []);
        context.Output.Show(
            new SharedKeyMadeRecord("shared_key", made.Set, made.Key, made.Needed), static json => json.SharedKeyMadeRecord,
            record => $"Key {record.Key[..8]} was added. These shares open it, {record.Needed}; each begins with '{record.Set}'. {(result.Sheets.Count > 0 ? "Their sheets:" : "They are shown once:")}");
        foreach (var sheet in result.Sheets)
            context.Output.Show(new KeySheetRecord("key_sheet", sheet, made.Set, null), static json => json.KeySheetRecord, record => record.File!);
        foreach (var share in result.Sheets.Count > 0 ? [] : result.Groups.SelectMany(group => group))
        {
            context.Output.Show(
                new KeyShareRecord("key_share", share.Set.Words, share.Group + 1, share.Member + 1, share.MemberThreshold, share.Fingerprint, share.Mnemonic), static json => json.KeyShareRecord,
                record => $"\n{(result.Groups.Count > 1 ? $"Group {record.Group}, share" : "Share")} {record.Member} of {result.Groups[record.Group - 1].Count}\n{record.Words}");
        }

        PaperText.Show(context.Output, result.Paper, result.Paper.Valid.Where(set => set.Key != made.Key));
        context.Output.Note(result.Sheets.Count > 0
            ? "Print each, delete the files, hand the sheets out, and read each back with 'archivist key test --share'. Until then the set-up is not finished."
            : "\nWrite each on paper, hand them out, and read each paper back with 'archivist key test --share'. Until then the set-up is not finished.");
        return ExitCode.Of(result.Verdict);
    }

    private static string Describe(IReadOnlyList<Share> group) => new ShareGroup(group[0].MemberThreshold, group.Count).ToString();

    private static ShareKeyRequest Request(ParseResult parsed)
    {
        var (text, groups) = (string.Join(' ', parsed.GetValue(Threshold)!), parsed.GetValue(Groups)!);
        if (groups.Length == 0)
            return new ShareKeyRequest { Archive = parsed.Access(), Groups = [Parse(text)], Sheets = SheetsOf(parsed) };
        // Of groups one may be enough of several, which for shares would be copies of one.
        var parts = text.Replace("of", "/", StringComparison.OrdinalIgnoreCase).Split('/', StringSplitOptions.TrimEntries);
        if (parts is not [var needed, var count] || !int.TryParse(needed, out var threshold) || !int.TryParse(count, out var all))
            throw CommandLineProblem.Usage($"'{text}' is not a number of groups", $"Write how many of the groups are needed: 1 of {groups.Length}.");
        if (all != groups.Length || threshold < 1 || threshold > all)
            throw CommandLineProblem.Usage($"'{text}' counts groups, and --group names {groups.Length}", $"Write a number from 1 to {groups.Length}, such as 1 of {groups.Length}, and --group for each group.");
        return new ShareKeyRequest { Archive = parsed.Access(), GroupThreshold = threshold, Groups = [.. groups.Select(Parse)], Sheets = SheetsOf(parsed) };
    }

    private static SheetOptions? SheetsOf(ParseResult parsed) => parsed.GetValue(Sheets) is { } folder ? SheetOptionsOfVerb.Of(parsed, folder)
        : parsed.GetValue(SheetOptionsOfVerb.Contacts)!.Length + parsed.GetValue(SheetOptionsOfVerb.Places)!.Length == 0 ? null
        : throw CommandLineProblem.Usage("--call and --discs are printed on sheets, and --sheets is missing", "Add --sheets and a directory.");

    private static ShareGroup Parse(string text) => ShareGroup.TryParse(text, out var group)
        ? group
        : throw CommandLineProblem.Usage($"'{text}' is not a number of shares", "Write 3 of 5: at least 2 of at most 16, or 1 of 1 for a group with one holder.");
}
