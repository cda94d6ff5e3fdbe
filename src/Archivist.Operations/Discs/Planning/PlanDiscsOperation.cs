using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Opening;

namespace Archivist.Operations.Discs.Planning;

/// <summary>Spreads a repository over a set of discs, and keeps the plan. Builds nothing.</summary>
public sealed class PlanDiscsOperation(OperationEnvironment environment) : Operation<PlanDiscsRequest, PlanDiscsResult>(environment)
{
    private protected override async Task<PlanDiscsResult> RunAsync(PlanDiscsRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        var open = request.WithoutKey ? null : await TryUnlockAsync(archive, settings, cancellationToken);
        await using var reading = open is null ? null : await context.LockForReadingAsync(open, cancellationToken);
        var (plan, _) = await new DiscPlanner(context, settings, new ArchiveLedger(settings, context.Clock)).PlanSetAsync(request, open, cancellationToken);
        return new PlanDiscsResult(plan);
    }

    /// <summary>Planning needs no key; a wrong one is an error, because it was meant to be used.</summary>
    private static async Task<OpenRepository?> TryUnlockAsync(Archive archive, ArchivistSettings settings, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> password;
        try
        {
            password = await archive.ReadPasswordAsync(settings, cancellationToken);
        }
        catch (ArchivistException cause) when (cause.Failure is Failure.Usage)
        {
            archive.Context.Warn(new PlannedWithoutKey(cause.Problem));
            return null;
        }

        var found = await SealedRepository.FindAsync(archive.Context.OpenStore(settings.Archive.Repository), cancellationToken);
        return await found.UnlockAsync(password, cancellationToken);
    }
}
