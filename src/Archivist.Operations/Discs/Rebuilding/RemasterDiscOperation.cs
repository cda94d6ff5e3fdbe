using Archivist.Discs.Outputs;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Discs.Rebuilding;

/// <summary>
/// Makes the image of a disc again: by its plan from wherever its objects still are, or from what can be read of the disc. Needs no password. An image that is not whole is
/// <see cref="Failure.MediumFailed"/>, one that is whole but not the same <see cref="Failure.Findings"/>.
/// </summary>
public sealed class RemasterDiscOperation(OperationEnvironment environment) : Operation<RemasterDiscRequest, RemasterDiscResult>(environment)
{
    private protected override async Task<RemasterDiscResult> RunAsync(RemasterDiscRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var startedAt = context.Clock.GetTimestamp();
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        var disc = await context.OpenCatalogue(settings).FindAsync(request.Disc, cancellationToken);
        OutputPath.RequireFile(request.Output, request.MayReplace);
        var entries = new Bookkeeping();
        var made = request.From is { } from
            ? await DiscRemastering.CorrectAsync(context, settings, disc, from, request.Output, request.MayReplace, entries, cancellationToken)
            : await DiscRemastering.BuildAsync(context, settings, disc, request.Discs, request.Output, request.MayReplace, entries, cancellationToken);
        var found = made.LostSectors > 0 || (made.IsIdentical is false && request.From is not null) ? Failure.MediumFailed
            : made.IsIdentical is false ? Failure.Findings : Failure.None;
        return new RemasterDiscResult(disc, made, context.Clock.GetElapsedTime(startedAt)) { Verdict = Severity.Worse(entries.Report(context.Events), found) };
    }
}
