using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Keys.Sharing;

/// <summary>
/// Tests shares, each alone: whether its words are right, which set it belongs to, and, by its fingerprint in the ledger, whether it is the one that was made. No share is combined with another and nothing of
/// it is shown. Works without settings; with them it remembers in the ledger which share was good when.
/// </summary>
public sealed class TestSharesOperation(OperationEnvironment environment) : Operation<SharesRequest, TestSharesResult>(environment)
{
    private protected override async Task<TestSharesResult> RunAsync(SharesRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var settings = await archive.FindSettingsAsync(canDoWithout: true, cancellationToken);
        var now = context.Clock.GetUtcNow();
        var known = settings is null ? new KeyHistory() : await KeyHistory.ReadAsync(new ArchiveLedger(settings, context.Clock), cancellationToken);
        var tested = new List<TestedShare>();
        await foreach (var given in GivenAsync(request, archive, cancellationToken))
        {
            var share = Test(given, known);
            tested.Add(share);
            if (share.Wrong is { } wrong)
                context.Warn(wrong);
            if (share is { IsKnown: true, Share: { } good })
            {
                archive.Enter(new LedgerEntry.ShareTested(now, good.Set.Words, good.Fingerprint));
                known.Note(good.Set.Words, good.Fingerprint, now);
            }
        }

        if (tested.Count == 0)
            throw new ArchivistException(new NoShareGiven());
        return new TestSharesResult(tested, known.Summarize()) { Verdict = tested.Exists(share => share.Wrong is not null) ? Failure.Failed : Failure.None };
    }

    private static async IAsyncEnumerable<GivenShare> GivenAsync(SharesRequest request, Archive archive, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var given in request.Shares)
            yield return given;
        for (var number = 1; request.Shares.Count == 0 && await CombineSharesOperation.AskAsync(archive.Context, number, cancellationToken) is { } typed; number++)
            yield return typed;
    }

    private static TestedShare Test(GivenShare given, KeyHistory known)
    {
        try
        {
            var share = CombineSharesOperation.Read(given);
            var isKnown = known.Knows(share.Set.Words, share.Fingerprint);
            return isKnown is false
                ? new TestedShare(given.Name, null, new ShareRefused(given.Name, new ShareNotMade(share.Set.Words)), isKnown)
                : new TestedShare(given.Name, share, null, isKnown);
        }
        catch (ArchivistException wrong)
        {
            return new TestedShare(given.Name, null, wrong.Problem, null);
        }
    }
}
