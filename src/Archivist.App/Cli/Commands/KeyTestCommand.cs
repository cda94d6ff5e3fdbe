using System.CommandLine;
using Archivist.App.Messages;
using Archivist.Operations.Keys.Sharing;
using Archivist.Platform.Problems;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist key test</c></summary>
internal static class KeyTestCommand
{
    private static readonly Option<bool> Sheet = new("--sheet") { Description = "Read back the sheet without a secret that 'key sheet' printed." };

    private static readonly Option<bool> Share = new("--share") { Description = "Test SLIP-39 shares from standard input or typed; FILES are always shares." };

    /// <summary>Makes the verb.</summary>
    /// <param name="testKey">Tests a key that is no share.</param>
    /// <param name="ofKeys">The options that it reads.</param>
    internal static Command Create(Func<ParseResult, CancellationToken, Task<int>> testKey, params Option[] ofKeys)
    {
        var command = new Command("test", "Test that a key opens the repository, or that shares are good, each alone.\n\nExample: archivist key test --identity alice.identity") { GivenShares.Files, Share, Sheet };
        foreach (var option in ofKeys)
            command.Add(option);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(GivenShares.Files) is not { Length: > 0 } && !parsed.GetValue(Share) && !parsed.GetValue(Sheet))
                return await testKey(parsed, cancellationToken);
            if (ofKeys.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } wrong)
                throw CommandLineProblem.Usage($"{wrong.Name} is not for shares", "Test the key and the shares one after the other.");
            return await RunAsync(parsed, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        if (parsed.GetValue(Sheet))
        {
            var read = await new TestSheetOperation(context.Environment).RunAsync(await GivenShares.ReadWholeAsync(parsed, cancellationToken), context.Events, cancellationToken);
            context.Output.Show(new KeySheetRecord("sheet_test", null, read.Set, read.Fingerprint), static json => json.KeySheetRecord, record => $"good, the sheet of set '{record.Set}'");
            return ExitCode.Of(read.Verdict);
        }

        var result = await new TestSharesOperation(context.Environment).RunAsync(await GivenShares.ReadAsync(parsed, cancellationToken), context.Events, cancellationToken);
        foreach (var tested in result.Shares)
            context.Output.Show(RecordOf(tested), static json => json.ShareTestRecord, Describe);
        var now = context.Environment.Clock.GetUtcNow();
        foreach (var set in result.Sets.Where(set => result.Shares.Any(tested => tested.Share?.Set.Words == set.Set)))
            context.Output.Show(RecordOf(set), static json => json.SharedKeyTallyRecord, _ => SharesText.Describe(set, now));
        return ExitCode.Of(result.Verdict);
    }

    private static ShareTestRecord RecordOf(TestedShare tested) => new(
        "share_test", tested.Name, tested.Wrong is null, tested.Share?.Set.Words, tested.Share?.Group + 1, tested.Share?.Member + 1, tested.Share?.MemberThreshold, tested.Share?.Fingerprint, tested.IsKnown);

    private static SharedKeyTallyRecord RecordOf(SharedKeyStatus set) => new(
        "shared_key_tally", set.Set, set.Key, set.Needed, set.Good, set.Tests.Count, set.IsFinished, set.Tests.Min(), set.Tests.Max());

    private static string Describe(ShareTestRecord record) => record.IsGood
        ? $"{record.Share}: good, set '{record.Set}', group {record.Group}, member {record.Member}, {record.Needed} of this group needed{(record.IsKnown is true ? ", made for this archive" : "")}"
        : $"{record.Share}: NOT GOOD";
}
