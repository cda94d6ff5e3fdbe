using Archivist.Replicas.Problems;

namespace Archivist.Messages.English;

/// <summary>Why rclone does not serve a place, in English.</summary>
internal static class RcloneFaultText
{
    /// <summary>What is wrong, as a clause.</summary>
    internal static string Of(RcloneFault fault) => fault switch
    {
        RcloneFault.Ended => "rclone does not serve it",
        RcloneFault.EndsAgain => "rclone ends again and again",
        RcloneFault.Silent => "rclone did not begin to serve it in time",
        RcloneFault.RequestFailed => "rclone could not carry out a request",
        RcloneFault.RemoteUnknown => "rclone's configuration has no remote of that name",
        RcloneFault.HostKeyUnknown => "the host is not among the known hosts of SSH",
        RcloneFault.HostKeyDiffers => "the key of the host is not the one among the known hosts of SSH",
        RcloneFault.KnownHostsMissing => "there is no file of known hosts of SSH to check the host against",
        RcloneFault.KeyRefused => "the host accepts no key of this user",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What to do, as sentences.</summary>
    internal static string Remedy(RcloneFault fault) => fault switch
    {
        RcloneFault.RemoteUnknown => "Write a name that 'rclone listremotes' shows, or run 'rclone config'.",
        RcloneFault.HostKeyUnknown or RcloneFault.KnownHostsMissing =>
            "Run 'ssh-keyscan HOST' (with -p PORT), compare the keys with what the host's owner says, and append them to ~/.ssh/known_hosts.",
        RcloneFault.HostKeyDiffers =>
            "If the host is right, only another type of its key may be known: compare the lines of 'ssh-keyscan HOST' (with -p PORT) with what its owner says, and append them to ~/.ssh/known_hosts.",
        RcloneFault.KeyRefused => "Load a key with ssh-add, or name one in RCLONE_SFTP_KEY_FILE; ssh-copy-id brings its public half to the host.",
        _ => "Try 'rclone lsd' with that place, then again; other copies are used meanwhile.",
    };
}
