using Archivist.Repository.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Locks;

/// <summary>A lock file found in a repository.</summary>
/// <param name="Name">Its file.</param>
/// <param name="IsExclusive">The lock excludes all other locks.</param>
/// <param name="Hostname">The machine that holds it.</param>
/// <param name="Username">Who holds it.</param>
/// <param name="ProcessId">The process that holds it, on that machine.</param>
/// <param name="Time">When it was refreshed last, as its holder's clock showed it.</param>
/// <param name="Age">Whether it may be removed.</param>
public sealed record FoundLock(
    ObjectName Name, bool IsExclusive, string Hostname, string Username, int ProcessId, string Time, LockAge Age)
{
    /// <summary>The holder, for messages.</summary>
    public LockHolder Holder => new(Name.Id, Username, Hostname, ProcessId, Age is LockAge.Damaged ? null : Time);
}
