namespace Archivist.Replicas.Problems;

/// <summary>What went wrong with rclone, as far as its exit or its words say.</summary>
public enum RcloneFault
{
    /// <summary>It ended before it served anything.</summary>
    Ended,

    /// <summary>It served, and ended several times in quick succession.</summary>
    EndsAgain,

    /// <summary>It did not begin to serve in time.</summary>
    Silent,

    /// <summary>It could not carry out a request.</summary>
    RequestFailed,

    /// <summary>Its configuration has no remote of that name.</summary>
    RemoteUnknown,

    /// <summary>The key of the SSH host is not in the file of known hosts.</summary>
    HostKeyUnknown,

    /// <summary>The key of the SSH host is another than the one in the file of known hosts, or of another type.</summary>
    HostKeyDiffers,

    /// <summary>There is no file of known hosts, without which no SSH host is trusted.</summary>
    KnownHostsMissing,

    /// <summary>The SSH host accepts none of the keys, or there is none.</summary>
    KeyRefused,
}
