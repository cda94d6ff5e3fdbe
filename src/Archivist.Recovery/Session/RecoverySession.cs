using System.Reflection;
using Archivist.Recovery.Protocol;
using Archivist.Repository;

namespace Archivist.Recovery.Session;

/// <summary>One recovery from the first word to the last, the same for people and for drills: only the operator differs.</summary>
internal sealed class RecoverySession(RecoveryMachine machine, IRecoveryOperator recoveryOperator)
{
    /// <summary>The version that the disc carries.</summary>
    internal static string Version { get; } =
        typeof(RecoverySession).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Does the recovery; failures that an operator can act on leave as <see cref="ArchivistException"/>.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        await recoveryOperator.ReportAsync(
            new DrillEvent.Booted(Version, machine.MediumDevice) { Uptime = RecoveryMachine.Uptime() }, cancellationToken);
    }
}
