using System.Collections.Concurrent;
using Archivist.Operations.Configuration;
using Archivist.Platform.Problems;
using Archivist.Repository.Opening;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Events;

/// <summary>What every operation is given besides its request. One serves one operation; thread-safe.</summary>
/// <param name="Events">Where the operation speaks and asks.</param>
/// <param name="Environment">What the front end gives to all of its operations.</param>
internal sealed record OperationContext(IOperationEvents Events, OperationEnvironment Environment)
{
    /// <summary>The time.</summary>
    public TimeProvider Clock => Environment.Clock;

    /// <summary>What depends on the user and the machine: variables and the home directory.</summary>
    public SettingsEnvironment Surroundings => Environment.Surroundings;

    /// <summary>How servers are spoken to.</summary>
    public StoreAccesses Accesses { get; } = new(Environment.Surroundings);

    /// <summary>Replicas that were filled, as the settings name them and where, and the same without shares that were given up; each gets a copy of the ledger in the end.</summary>
    public ConcurrentQueue<(string Name, string Address, string InUse)> Filled { get; } = new();

    /// <summary>Serves stores for drills.</summary>
    public IStoreServer Server => Environment.Server;

    /// <summary>The words for a problem, for records and reports.</summary>
    public Message Describe(Problem problem) => Environment.Messages.Of(problem);

    /// <summary>The words for a cause, as the end of a sentence.</summary>
    public string Describe(Cause cause) => Environment.Messages.Of(cause);

    /// <summary>A snapshot that cannot be read may be among what was asked for: success becomes <see cref="Failure.SnapshotIncomplete"/>.</summary>
    public bool IsIncomplete { get; private set; }

    /// <summary>Notes that the work is on all snapshots, or on the latest, of which this repository passes over one that cannot be read.</summary>
    public void NoteUnread(OpenRepository repository)
    {
        if (repository.PassedOver.Any(name => name.Kind is ObjectKind.Snapshot))
            IsIncomplete = true;
    }

    /// <summary>Reports what is being done now.</summary>
    public void Note(Notice notice) => Events.Report(new OperationEvent.Noted(notice));

    /// <summary>Reports that a lock is waited for, or that one which was left behind is passed over.</summary>
    public void NoteLock(Problem problem) => Note(new Notice.Lock(problem));

    /// <summary>Reports what the operator must know.</summary>
    public void Warn(Problem problem) => Events.Report(new OperationEvent.Warning(problem));

    /// <summary>Reports what the operator must know, once.</summary>
    public void WarnOnce(Problem problem) => Events.Report(new OperationEvent.Warning(problem) { IsOnce = true });

    /// <summary>Reports the progress of one piece of work that counts one thing, in its units.</summary>
    /// <param name="work">Which work.</param>
    /// <param name="total">Units in all; null when that is not known.</param>
    /// <param name="subject">What it is done to; null where the work says it all.</param>
    public IProgress<long> Progress(Work work, long? total = null, string? subject = null) => Progress<long>(done => new(work, subject, done, total, 0, default));

    /// <summary>Reports the progress of one piece of work.</summary>
    /// <param name="describe">What a report of the work says.</param>
    public IProgress<T> Progress<T>(Func<T, OperationEvent.Progress> describe) => new WorkProgress<T>(Events, Clock, describe);
}
