using Archivist.Discs.Catalogue;
using Archivist.Discs.Health;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Discs.Cataloguing;

/// <summary>Says how discs are and when to make them again. Lost data is <see cref="Failure.MediumFailed"/>, a disc that is to be made again soon <see cref="Failure.Findings"/>.</summary>
public sealed class AssessDiscsOperation(OperationEnvironment environment) : Operation<AssessDiscsRequest, AssessDiscsResult>(environment)
{
    private protected override async Task<AssessDiscsResult> RunAsync(AssessDiscsRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var catalogue = archive.Context.OpenCatalogue(await archive.ReadSettingsAsync(cancellationToken));
        IReadOnlyList<CataloguedDisc> discs = request.Disc is { } one ? [await catalogue.FindAsync(one, cancellationToken)] : await catalogue.ListAsync(cancellationToken);
        var now = archive.Context.Clock.GetUtcNow();
        var assessed = discs.Select(disc => (disc, Health: DiscHealth.Of(disc, now))).ToList();
        return new AssessDiscsResult(assessed)
        {
            Verdict = Severity.Worst(assessed.Select(disc => disc.Health.State switch
            {
                HealthState.Lost => Failure.MediumFailed,
                HealthState.RemasterSoon => Failure.Findings,
                _ => Failure.None,
            })),
        };
    }
}
