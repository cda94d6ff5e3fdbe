using Archivist.Discs.Burning;
using Archivist.Discs.Outputs;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Discs.Burning;

/// <summary>Burns an image, reads the disc back, and enters what became of it into ledger and catalogue. A disc that is not good is <see cref="Failure.MediumFailed"/>.</summary>
public sealed class BurnDiscOperation(OperationEnvironment environment) : Operation<BurnDiscRequest, BurnDiscResult>(environment)
{
    private protected override async Task<BurnDiscResult> RunAsync(BurnDiscRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var startedAt = context.Clock.GetTimestamp();
        var settings = request.WithoutRecords ? null : await archive.ReadSettingsAsync(cancellationToken);
        // A disc is not spent before it is known that it can be entered.
        if (settings is not null && !request.IsSimulation)
            await new ArchiveLedger(settings, context.Clock).OpenAsync(cancellationToken);
        var recorder = context.Environment.Recorders.Open(request.Device, request.MayBeBuiltIn, context.Clock);
        if (recorder is FileRecorder)
            OutputPath.RequireDistinct(request.Device, request.Image);
        var medium = await recorder.InspectAsync(cancellationToken);
        var isDisk = recorder is DiskRecorder;
        if (isDisk)
            await context.RequireOverwriteAsync(request.Device, medium, request.Confirmed, cancellationToken);
        var image = await DiscBurning.ReadImageAsync(context, settings, request.Image, request.Expected, cancellationToken);
        var order = new BurnOrder
        {
            ImagePath = image.Path,
            Length = image.Length,
            Speed = request.Speed,
            IsSimulation = request.IsSimulation,
            DefectManagement = request.DefectManagement,
        };
        var entries = new Bookkeeping();
        var burn = await DiscBurning.RunAsync(context, settings, recorder, order, image, isDisk || request.MayOverwrite, entries, cancellationToken);
        if (request.Ejects)
            await recorder.EjectAsync(CancellationToken.None);
        var entered = entries.Report(context.Events);
        return new BurnDiscResult(image, burn, context.Clock.GetElapsedTime(startedAt))
        {
            Verdict = burn.WasStopped ? Failure.Interrupted : burn.Outcome is BurnOutcome.Good or BurnOutcome.Simulated ? entered : Severity.Worse(entered, Failure.MediumFailed),
        };
    }
}
