using Archivist.Correction.Rs03;
using Archivist.Discs.Outputs;
using Archivist.Images.Reading;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Discs.Protecting;

/// <summary>Corrects what is wrong or missing in a protected image. What cannot be corrected is <see cref="Failure.MediumFailed"/>. Needs no archive.</summary>
public sealed class RepairDiscOperation(OperationEnvironment environment) : Operation<RepairDiscRequest, RepairDiscResult>(environment)
{
    private protected override async Task<RepairDiscResult> RunAsync(RepairDiscRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var startedAt = context.Clock.GetTimestamp();
        OutputPath.RequireInPlaceOrCopy(request.Image, request.Output, request.MayReplace);
        var (image, verdict) = await RepairAsync(request, context, cancellationToken);
        return new RepairDiscResult(image, verdict, context.Clock.GetElapsedTime(startedAt)) { Verdict = verdict.IsCorrectable ? Failure.None : Failure.MediumFailed };
    }

    private static async Task<(string Image, Rs03Verdict Verdict)> RepairAsync(RepairDiscRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        Rs03Layout layout;
        using (var source = FileImageSource.Open(request.Image))
        {
            layout = Rs03LayoutFinder.Find(source) ?? throw new ArchivistException(new NoCorrectionFound(request.Image, IsNeeded: true));
            if (request.Output is { } output)
            {
                using var copy = OutputFile.Create(output);
                var repaired = await Rs03Repair.CopyAsync(source, copy.Handle, output, layout, context.Progress(Work.CopyingImage), context.Progress(Work.RepairingImage), cancellationToken);
                // What is wrong in it must not stand under the name of an image.
                if (repaired is { IsCorrectable: false, IsOnlyBehind: false })
                    return (copy.PublishIncomplete(), repaired);
                copy.Publish(request.MayReplace);
                return (output, repaired);
            }
        }

        return (request.Image, await Rs03Repair.RunAsync(request.Image, layout, null, context.Progress(Work.RepairingImage), cancellationToken));
    }
}
