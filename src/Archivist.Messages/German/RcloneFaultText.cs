using Archivist.Replicas.Problems;

namespace Archivist.Messages.German;

/// <summary>Why rclone does not serve a place, in German.</summary>
internal static class RcloneFaultText
{
    /// <summary>What is wrong, as a clause.</summary>
    internal static string Of(RcloneFault fault) => fault switch
    {
        RcloneFault.Ended => "rclone stellt den Ort nicht bereit",
        RcloneFault.EndsAgain => "rclone endet immer wieder",
        RcloneFault.Silent => "rclone hat den Ort nicht rechtzeitig bereitgestellt",
        RcloneFault.RequestFailed => "rclone konnte eine Anfrage nicht ausführen",
        RcloneFault.RemoteUnknown => "In der Konfiguration von rclone gibt es kein Remote dieses Namens",
        RcloneFault.HostKeyUnknown => "Der Rechner gehört nicht zu den bekannten Rechnern von SSH",
        RcloneFault.HostKeyDiffers => "Der Schlüssel des Rechners ist nicht der, der SSH bekannt ist",
        RcloneFault.KnownHostsMissing => "Es gibt keine Datei der bekannten Rechner von SSH, mit der sich der Rechner prüfen ließe",
        RcloneFault.KeyRefused => "Der Rechner nimmt keinen Schlüssel dieses Benutzers an",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What to do, as sentences.</summary>
    internal static string Remedy(RcloneFault fault) => fault switch
    {
        RcloneFault.RemoteUnknown => "Geben Sie einen Namen ein, den 'rclone listremotes' zeigt, oder richten Sie den Ort mit 'rclone config' ein.",
        RcloneFault.HostKeyUnknown or RcloneFault.KnownHostsMissing =>
            "Vergleichen Sie die Schlüssel, die 'ssh-keyscan HOST' (mit -p PORT) zeigt, mit den Angaben des Betreibers, und hängen Sie sie an ~/.ssh/known_hosts an.",
        RcloneFault.HostKeyDiffers =>
            "Ist es der richtige Rechner, so ist vielleicht nur eine andere Art seiner Schlüssel bekannt: Vergleichen Sie die Zeilen von 'ssh-keyscan HOST' (mit -p PORT) mit den Angaben des Betreibers, und hängen Sie sie an ~/.ssh/known_hosts an.",
        RcloneFault.KeyRefused => "Laden Sie einen Schlüssel mit ssh-add, oder nennen Sie einen in RCLONE_SFTP_KEY_FILE; ssh-copy-id bringt seine öffentliche Hälfte zum Rechner.",
        _ => "Versuchen Sie 'rclone lsd' mit jenem Ort, dann noch einmal; bis dahin werden andere Kopien verwendet.",
    };
}
