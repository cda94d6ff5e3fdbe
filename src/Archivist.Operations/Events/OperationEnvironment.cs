using Archivist.Discs.Burning;
using Archivist.Operations.Configuration;
using Archivist.Operations.Notifying.Messages;
using Archivist.Platform.Problems;
using Archivist.Platform.SystemBus;

namespace Archivist.Operations.Events;

/// <summary>What a front end gives to every operation it runs. Thread-safe.</summary>
/// <param name="Clock">The time.</param>
/// <param name="Surroundings">What depends on the user and the machine: variables and the home directory.</param>
/// <param name="Stores">Opens stores by their addresses.</param>
/// <param name="Messages">Words for problems that are written into records and reports.</param>
/// <param name="Server">Serves stores for drills.</param>
public sealed record OperationEnvironment(TimeProvider Clock, SettingsEnvironment Surroundings, IStoreOpener Stores, IMessageCatalogue Messages, IStoreServer Server)
{
    /// <summary>The commands that pages name.</summary>
    public required PrintedCommands Commands { get; init; }

    /// <summary>Looks up the servers of replicas; null for a front end that contacts none.</summary>
    public IServerLookup? Servers { get; init; }

    /// <summary>What is known of the network; null for a front end that does not ask.</summary>
    public INetworkState? Network { get; init; }

    /// <summary>Runs the jobs of a service; null for a front end without one.</summary>
    public IServiceHost? Host { get; init; }

    /// <summary>How people are notified while no one looks; null for a front end that notifies no one.</summary>
    internal NotificationPort? Notifications { get; init; }

    /// <summary>What the machine is powered by; null for a front end that does not ask.</summary>
    public IPowerState? Power { get; init; }

    /// <summary>Reports wakes; null for a front end that waits for none.</summary>
    public ISleepState? Sleep { get; init; }

    /// <summary>The drives and disks to burn with.</summary>
    public required IRecorders Recorders { get; init; }
}
