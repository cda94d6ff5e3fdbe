using Archivist.Platform.Kernel;

namespace Archivist.Platform;

/// <summary>Who is working, and on which machine: written into keys, locks and snapshots as restic does.</summary>
/// <param name="Hostname">The machine's name.</param>
/// <param name="Username">The user's name.</param>
/// <param name="UserId">Numeric user id, 0 where there is none.</param>
/// <param name="GroupId">Numeric group id, 0 where there is none.</param>
public sealed record Operator(string Hostname, string Username, uint UserId, uint GroupId)
{
    /// <summary>User and machine, as <c>alice@laptop</c>.</summary>
    public string UserAtHost => $"{Username}@{Hostname}";

    /// <summary>The user of this process on this machine.</summary>
    public static Operator Current { get; } = new(
        Environment.MachineName,
        Environment.UserName,
        OperatingSystem.IsWindows() ? 0 : Libc.GetUserId(),
        OperatingSystem.IsWindows() ? 0 : Libc.GetGroupId());
}
