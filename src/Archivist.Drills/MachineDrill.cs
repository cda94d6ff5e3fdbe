using Archivist.Drills.Machines;
using Archivist.Drills.Problems;
using Archivist.Platform.Problems;
using Archivist.Recovery.Protocol;

namespace Archivist.Drills;

/// <summary>Boots an image, hands it an order, and listens until it is done, dead, or out of time.</summary>
public sealed class MachineDrill(TimeProvider clock)
{
    /// <summary>
    /// Runs one drill. A machine that does not get as far as its program under KVM gets a second chance without.
    /// Only a machine that cannot be started at all throws; everything after that is a result.
    /// </summary>
    public async Task<MachineRun> RunAsync(
        VirtualMachineOptions options,
        DrillOrder order,
        DrillDeadlines deadlines,
        IProgress<TimedEvent>? progress,
        CancellationToken cancellationToken)
    {
        var run = await RunOnceAsync(options, order, deadlines, progress, cancellationToken);
        return options.Acceleration is Acceleration.Kvm && run.LastStage < DrillStage.Booted
            ? await RunOnceAsync(options with { Acceleration = Acceleration.Tcg }, order, deadlines, progress, cancellationToken)
            : run;
    }

    private async Task<MachineRun> RunOnceAsync(
        VirtualMachineOptions options,
        DrillOrder order,
        DrillDeadlines deadlines,
        IProgress<TimedEvent>? progress,
        CancellationToken cancellationToken)
    {
        var watch = new DrillWatch(clock, options.Acceleration, progress);
        using var overall = new CancellationTokenSource(deadlines.Overall, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(overall.Token, watch.Dead, cancellationToken);
        await using var machine = await VirtualMachine.StartAsync(
            options with { HasDrillPort = true }, clock, watch.SawLine, cancellationToken);
        try
        {
            await machine.Port!.SendAsync(order, stop.Token);
            if (await ListenAsync(machine.Port, watch, deadlines, stop.Token) is { } passed && !watch.HasVerdict)
                return watch.Finish(DrillEnding.TimedOut, new MachineSilent(passed));
            await EndAsync(machine, watch, deadlines, stop.Token);
            return watch.HasVerdict
                ? watch.Finish(DrillEnding.Verdict, null)
                : watch.Finish(DrillEnding.MachineEnded, new MachineEnded(MachineEnd.WithoutVerdict));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return watch.Dead.IsCancellationRequested
                ? watch.Finish(DrillEnding.MachineEnded, new MachineEnded(MachineEnd.KernelPanic))
                : watch.Finish(DrillEnding.TimedOut, new MachineOverdue(deadlines.Overall));
        }
        catch (IOException)
        {
            await EndAsync(machine, watch, deadlines, cancellationToken);
            return watch.Finish(DrillEnding.MachineEnded, new MachineEnded(MachineEnd.BeforeOrder));
        }
        catch (ArchivistException failure) when (watch.LastStage > DrillStage.PoweredOn)
        {
            return watch.Finish(DrillEnding.NotUnderstood, failure.Problem);
        }
    }

    /// <summary>Takes events until the port closes or a verdict comes; gives the deadline that passed, if one did.</summary>
    private async Task<TimeSpan?> ListenAsync(DrillPort port, DrillWatch watch, DrillDeadlines deadlines, CancellationToken cancellationToken)
    {
        await using var events = port.ReadEventsAsync(cancellationToken).GetAsyncEnumerator(CancellationToken.None);
        while (!watch.HasVerdict)
        {
            var patience = watch.LastStage < DrillStage.Booted ? deadlines.Boot : deadlines.Silence;
            var next = events.MoveNextAsync().AsTask();
            try
            {
                if (!await next.WaitAsync(patience, clock, cancellationToken))
                    return null;
            }
            catch (TimeoutException)
            {
                // The read that is still open ends with the machine; its enumerator must not be left before.
                await port.DisposeAsync();
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return patience;
            }
            catch (OperationCanceledException)
            {
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }

            watch.Saw(events.Current);
        }

        return null;
    }

    /// <summary>A verdict stands whether or not the machine then manages to switch itself off.</summary>
    private async Task EndAsync(VirtualMachine machine, DrillWatch watch, DrillDeadlines deadlines, CancellationToken cancellationToken)
    {
        try
        {
            var code = await machine.WaitForExitAsync(cancellationToken).WaitAsync(deadlines.PowerOff, clock, cancellationToken);
            if (code != 0 && watch.LastStage is DrillStage.PoweredOn)
                throw await machine.RefusedAsync();
        }
        catch (TimeoutException)
        {
            // It is switched off from outside when the caller lets go of it.
        }
    }
}
