using Archivist.Keys.Age;
using Archivist.Keys.Keyrings;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Keys;
using Archivist.Operations.Keys.Sharing;
using Archivist.Operations.Problems;
using Archivist.Operations.Schedules;
using Archivist.Platform.Problems;
using Archivist.Reports.Runs;
using Archivist.Repository.Opening;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Running;

internal sealed partial class ScheduleRun
{
    /// <summary>
    /// Opens the repository the whole way with the key that the settings name, and judges the keys that people hold by their last tests: those it cannot try. A key that does not open is a failure of its own, and the
    /// others are judged all the same.
    /// </summary>
    private async Task<(StepOutcome, StepResult)> TestKeysAsync(ScheduleStep.KeyTest step, CancellationToken cancellationToken)
    {
        var now = context.Clock.GetUtcNow();
        var history = await KeyHistory.ReadAsync(_evidence, cancellationToken);
        string? opened = null;
        try
        {
            opened = await OpenConfiguredAsync(history, now, cancellationToken);
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            Fail(Failures.Of(cause, isStopped: false).Problem, new RunPart.Step(step.Name));
        }

        var (sets, held) = (history.Summarize(), history.Recipients);
        var findings = FindDue(sets, held, now, step.Patience).ToList();
        foreach (var finding in findings)
            Fail(finding, new RunPart.Step(step.Name));
        _keys = new KeysReport
        {
            OpenedBy = opened,
            Days = step.Patience.Days,
            Shares = [.. sets.Select(set => new SharesReport(set.Set, set.Needed, set.Made, set.IsFinished, set.Tests))],
            Keyring = [.. held.Select(key => new HeldKeyReport(key.Kind, key.Recipient, key.Added, key.Tested))],
        };
        var due = sets.Sum(set => set.Due(now, step.Patience)) + held.Count(key => key.IsDue(now, step.Patience));
        return (
            opened is null ? StepOutcome.Failed : findings.Count > 0 ? StepOutcome.Findings : StepOutcome.Done,
            new StepResult.KeysTested(opened, due, sets.Sum(set => set.Tests.Count) + held.Count, step.Patience.Days));
    }

    /// <summary>Opens the repository with what the settings name.</summary>
    /// <returns>What opened it: <c>password</c>, or the kind of the entry of the keyring.</returns>
    private async Task<string> OpenConfiguredAsync(KeyHistory history, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var store = context.OpenStore(settings.Archive.Repository);
        if (settings.Archive.Password is null && settings.Archive.Identity is { } file)
            return await OpenKeyringAsync(store, await KeyringOpening.ReadIdentitiesAsync(file, cancellationToken), history, now, cancellationToken);
        var found = await SealedRepository.FindAsync(store, cancellationToken);
        var password = await context.ReadPasswordAsync(settings, cancellationToken);
        try
        {
            await found.UnlockAsync(password, cancellationToken);
            return "password";
        }
        catch (ArchivistException wrong) when (wrong.Problem is PasswordWrong && store.FindKeyring() is { } place)
        {
            // It may be the passphrase of the keyring; where there is none it is simply a wrong password.
            if (!await new Keyring(place).ExistsAsync(cancellationToken))
                throw;
            return await OpenKeyringAsync(store, [AgeIdentity.OfPassphrase(password.Span)], history, now, cancellationToken);
        }
    }

    private async Task<string> OpenKeyringAsync(IObjectStore store, IReadOnlyList<AgeIdentity> identities, KeyHistory history, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            var (result, entries) = await KeyTesting.RunAsync(store, identities, now, cancellationToken);
            for (var i = 0; i < entries.Count; i++)
            {
                history.Apply(entries[i]);
                AddEntry($"tested {i}", entries[i]);
            }

            return new KeyringEntry(result.Kind!.Value, null).Word;
        }
        finally
        {
            foreach (var identity in identities)
                identity.Dispose();
        }
    }

    private static IEnumerable<Problem> FindDue(IReadOnlyList<SharedKeyStatus> sets, IReadOnlyList<HeldKey> held, DateTimeOffset now, TimeSpan patience)
    {
        foreach (var set in sets)
        {
            if (set.Due(now, patience) is > 0 and var due)
                yield return new SharesNotTested(set.Set, due, set.Tests.Count, set.Good == set.Tests.Count, patience.Days);
            if (set.IsSheetRead is false)
                yield return new SheetNotRead(set.Set);
        }

        var late = held.Where(key => key.IsDue(now, patience)).ToList();
        if (late.Count > 0)
            yield return new HeldKeysNotTested([.. late.Select(key => key.Recipient is { } recipient ? $"{key.Kind} {recipient}" : key.Kind)], held.Count, patience.Days);
    }
}
