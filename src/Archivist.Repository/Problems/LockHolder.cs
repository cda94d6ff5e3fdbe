using Archivist.Repository.Crypto;

namespace Archivist.Repository.Problems;

/// <summary>Who holds a lock, as its file says.</summary>
/// <param name="Lock">The id of the lock file.</param>
/// <param name="Username">The user.</param>
/// <param name="Hostname">The machine.</param>
/// <param name="ProcessId">The process on that machine.</param>
/// <param name="Refreshed">When the lock was refreshed last by the holder's clock, as RFC 3339; null where the lock file is damaged and nothing is known of its holder.</param>
public sealed record LockHolder(Digest Lock, string Username, string Hostname, int ProcessId, string? Refreshed);
