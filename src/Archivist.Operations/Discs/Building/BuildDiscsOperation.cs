using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Discs.Planning;
using Archivist.Operations.Events;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Discs.Building;

/// <summary>Masters discs of a set, or a single disc, which is a set of one. Needs no password. Damage that reading back finds is <see cref="Failure.MediumFailed"/>.</summary>
public sealed class BuildDiscsOperation(OperationEnvironment environment) : Operation<BuildDiscsRequest, BuildDiscsResult>(environment)
{
    private protected override async Task<BuildDiscsResult> RunAsync(BuildDiscsRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        var entries = new Bookkeeping();
        var discs = await RunAsync(archive.Context, settings, new ArchiveLedger(settings, archive.Context.Clock), request, entries, cancellationToken);
        return new BuildDiscsResult(discs)
        {
            Verdict = Severity.Worse(entries.Report(archive.Context.Events), discs.Any(disc => disc.Verdict is { IsGood: false }) ? Failure.MediumFailed : Failure.None),
        };
    }

    /// <summary>The same for a schedule, which has the settings and reports entries itself.</summary>
    internal static async Task<IReadOnlyList<BuiltDisc>> RunAsync(
        OperationContext context, ArchivistSettings settings, ArchiveLedger ledger, BuildDiscsRequest request, Bookkeeping entries, CancellationToken cancellationToken)
    {
        var builder = new DiscBuilder(context, settings, ledger, entries);
        var options = new BuildOptions { Number = request.Disc, Verifies = request.Verifies, MayReplace = request.MayReplace, Built = request.Built, Entering = request.Entering, IsThere = request.IsThere };
        if (request.Set is { } set)
            return await builder.RunAsync(DiscSetFolder.Of(settings, set), options with { Folder = request.Output }, cancellationToken);
        // Refused before any work where that is possible: an output that is named.
        if (request.Output is { } output)
            await new ImageTarget(context, output, settings, request.MayReplace).RequireAsync(cancellationToken);
        var (_, folder) = await new DiscPlanner(context, settings, ledger).PlanSingleAsync(request.Template, cancellationToken);
        return await builder.RunAsync(folder, options with { File = request.Output }, cancellationToken);
    }
}
