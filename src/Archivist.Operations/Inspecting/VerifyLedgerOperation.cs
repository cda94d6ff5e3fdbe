using Archivist.Evidence;
using Archivist.Evidence.Copying;
using Archivist.Evidence.Problems;
using Archivist.Evidence.Witnessing;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Inspecting;

/// <summary>Verifies every entry of the ledger against its signed head, and that it continues what witnesses cosigned.</summary>
public sealed class VerifyLedgerOperation(OperationEnvironment environment) : Operation<VerifyLedgerRequest, VerifyLedgerResult>(environment)
{
    private protected override async Task<VerifyLedgerResult> RunAsync(VerifyLedgerRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var named = request.WitnessKeys.Select(ParseWitness).ToList();
        if (request.Folder is { } folder)
            return await VerifyCopyAsync(request, new LedgerCopyFolder(Path.GetFullPath(folder)), archive, named, cancellationToken);
        if (request.Replica is { } replica)
        {
            using var places = new LedgerPlaces(archive.Context);
            var copy = await FindCopyAsync(request, replica, places, archive, cancellationToken);
            return await VerifyCopyAsync(request, copy, archive, named, cancellationToken);
        }

        var settings = await archive.ReadSettingsAsync(cancellationToken);
        var ledger = await new ArchiveLedger(settings, archive.Context.Clock).OpenAsync(cancellationToken);
        return await RunAsync(settings.Ledger.Folder, ledger.Key, WitnessesOf(settings, named), await HeadsAsync(request, settings.Ledger.Folder, ledger.Key, cancellationToken), cancellationToken);
    }

    /// <summary>The copy at a replica; of a striped one that of the first share that has one.</summary>
    private static async Task<ILedgerCopy> FindCopyAsync(VerifyLedgerRequest request, string replica, LedgerPlaces places, Archive archive, CancellationToken cancellationToken)
    {
        var settings = await archive.FindSettingsAsync(canDoWithout: request.Key is not null, cancellationToken);
        var address = settings?.Replicas.FirstOrDefault(known => known.Name == replica)?.Url ?? replica;
        return (await places.FindAsync(address, cancellationToken)).Select(found => found.Copy).FirstOrDefault(copy => copy is not null)
            ?? throw new ArchivistException(new LedgerCopyNotKept(address));
    }

    /// <summary>A copy that has the key of the ledger of the settings is compared with it. Neither is created, nor is a key.</summary>
    private static async Task<VerifyLedgerResult> VerifyCopyAsync(VerifyLedgerRequest request, ILedgerCopy copy, Archive archive, List<NoteKey> named, CancellationToken cancellationToken)
    {
        var given = request.Key is { } text ? NoteKey.TryParse(text, out var parsed) ? parsed : throw new ArchivistException(new LedgerKeyTextInvalid(text)) : null;
        var settings = await archive.FindSettingsAsync(canDoWithout: given is not null, cancellationToken);
        var own = settings is not null && (given is null || LedgerFolder.IsBegun(settings.Ledger.Folder, settings.Ledger.Key))
            ? await new ArchiveLedger(settings, archive.Context.Clock).OpenAsync(cancellationToken)
            : null;
        var key = given ?? own?.Key ?? throw new ArchivistException(new LedgerKeyNotGiven(copy.Location));
        var result = await RunAsync(copy, key, WitnessesOf(settings, named), await HeadsAsync(request, copy.Location, key, cancellationToken), cancellationToken);
        if (own is null || own.Key != key || result.Verification.Head is not { } head)
            return result;
        return await LedgerFolder.CompareAsync(settings!.Ledger.Folder, await own.ReadHeadAsync(cancellationToken), head, copy.Location, cancellationToken) is not { } contradiction ? result
            : result with { Verification = result.Verification with { Findings = [.. result.Verification.Findings, contradiction] }, Verdict = Failure.Tampering };
    }

    /// <summary>Verifies a copy where it lies, or fetches it first.</summary>
    private static async Task<VerifyLedgerResult> RunAsync(
        ILedgerCopy copy, NoteKey key, IReadOnlyList<NoteKey> witnesses, IReadOnlyList<LedgerHead> anchors, CancellationToken cancellationToken)
    {
        if (copy is LedgerCopyFolder)
            return await RunAsync(copy.Location, key, witnesses, anchors, cancellationToken);
        using var fetched = WorkDirectory.Create(Path.GetTempPath(), "archivist-ledger");
        await LedgerCopies.FetchAsync(copy, key, witnesses, fetched.Path, cancellationToken);
        return await RunAsync(fetched.Path, key, witnesses, anchors, cancellationToken) with { Folder = copy.Location };
    }

    private static async Task<VerifyLedgerResult> RunAsync(
        string folder, NoteKey key, IReadOnlyList<NoteKey> witnesses, IReadOnlyList<LedgerHead> anchors, CancellationToken cancellationToken)
    {
        var (cosigned, silent, invalid) = (new List<CosignedHead>(), new List<NoteKey>(), new List<Problem>());
        foreach (var witness in witnesses)
        {
            try
            {
                if (await CosignedCheckpoints.FindAsync(folder, key, witness, cancellationToken) is { } found)
                    cosigned.Add(found);
                else
                    silent.Add(witness);
            }
            catch (ArchivistException wrong)
            {
                invalid.Add(wrong.Problem);
            }
        }

        var verification = await LedgerFolder.VerifyAsync(folder, key, [.. anchors, .. cosigned.Select(witnessed => witnessed.Head)], cancellationToken);
        verification = verification with { Findings = [.. verification.Findings, .. invalid] };
        return new VerifyLedgerResult(folder, verification, key.ToString())
        {
            Cosigned = cosigned,
            Silent = silent,
            // A ledger without entries proves nothing: it may have been begun in place of a lost one.
            Verdict = !verification.IsGood ? Failure.Tampering : verification.Entries == 0 ? Failure.Failed : Failure.None,
        };
    }

    private static async Task<IReadOnlyList<LedgerHead>> HeadsAsync(VerifyLedgerRequest request, string folder, NoteKey key, CancellationToken cancellationToken) =>
        request.Head is { } file ? [await LedgerFolder.ReadKeptHeadAsync(folder, key, file, cancellationToken)] : [];

    private static IReadOnlyList<NoteKey> WitnessesOf(ArchivistSettings? settings, IEnumerable<NoteKey> named) =>
        [.. (settings?.Witnesses ?? []).Select(witness => witness.Key).Concat(named).Distinct()];

    private static NoteKey ParseWitness(string text) =>
        NoteKey.TryParse(text, NoteKeyKind.Witness, out var key) ? key : throw new ArchivistException(new WitnessKeyInvalid(text));
}
