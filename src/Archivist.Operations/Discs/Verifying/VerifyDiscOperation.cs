using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Discs.Verifying;

/// <summary>Reads an image or a disc back whole and checks every byte. Damage is <see cref="Failure.MediumFailed"/>. Needs no archive.</summary>
public sealed class VerifyDiscOperation(OperationEnvironment environment) : Operation<VerifyDiscRequest, VerifyDiscResult>(environment)
{
    private protected override async Task<VerifyDiscResult> RunAsync(VerifyDiscRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var startedAt = context.Clock.GetTimestamp();
        var verdict = await DiscVerification.RunAsync(context, request.Image, request.RepositoryFolder, request.RequiresRepository, request.Expected, cancellationToken);
        return new VerifyDiscResult(verdict, context.Clock.GetElapsedTime(startedAt)) { Verdict = verdict.IsGood ? Failure.None : Failure.MediumFailed };
    }
}
