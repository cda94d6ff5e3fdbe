using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.Messages.German;

/// <summary>German for the problems of the platform.</summary>
internal static class PlatformMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        NoSpaceLeft(var path) => new Message($"{path} kann nicht geschrieben werden: Auf dem Gerät ist kein Speicherplatz mehr frei", "Schaffen Sie Platz, oder wählen Sie einen anderen Ort."),
        PathNotWritable(var path, var cause) => new Message($"{path} kann nicht geschrieben werden: {CauseText.Of(cause)}", "Wählen Sie einen anderen Ort."),
        PathNotReadable(var path, var cause, _) => new Message($"{path} kann nicht gelesen werden: {CauseText.Of(cause)}", "Prüfen Sie, ob die Datei vorhanden ist und ob Sie sie lesen dürfen."),
        PathNotFound(var path) => new Message($"{path} wurde nicht gefunden", "Prüfen Sie den Pfad."),
        LinuxOnly(var path) => new Message($"{path} kann nicht geöffnet werden: Das ist nur unter Linux möglich", "Verwenden Sie einen Rechner mit Linux."),
        AttributesLost(_, var losses) => new Message(string.Join("; ", losses.Select(Of))),
        NotBlockSource(var path) => new Message($"{path} ist weder eine Datei noch ein Blockgerät", "Wählen Sie eine Festplatte, eine Partition oder eine Abbilddatei."),
        ToolMissing(var tool, var package) => new Message(
            $"{tool} ist auf diesem Rechner nicht vorhanden", package is null ? "Installieren Sie das Programm, oder nehmen Sie sein Verzeichnis in PATH auf." : $"Führen Sie aus: apt-get install {package}"),
        ToolNotStarted(var tool, var cause) => new Message($"{tool} kann nicht gestartet werden: {CauseText.Of(cause)}"),
        ToolOutputTooLong(var tool, var limit) => new Message($"{tool} hat mehr als {Quantity.Bytes(limit)} ausgegeben"),
        ToolFailed(_, var tool, var code, var words) => new Message($"{tool} ist mit dem Code {code} fehlgeschlagen{(words is null ? "" : $": {words.TrimEnd('.')}")}"),
        _ => FindNbd(problem),
    };

    private static string Of(AttributeLoss loss) => loss switch
    {
        AttributeLoss.NotListed(var error) => $"Die erweiterten Attribute lassen sich nicht auflisten: {CauseText.Of(new Cause.Kernel(error))}",
        AttributeLoss.NameNotUtf8(var name) => $"Das erweiterte Attribut {name} lässt sich nicht darstellen: Sein Name ist nicht UTF-8",
        AttributeLoss.NotRead(var name, var error) => $"Das erweiterte Attribut {name} lässt sich nicht lesen: {CauseText.Of(new Cause.Kernel(error))}",
        AttributeLoss.Flags => "Die Merkmale 'immutable' und 'append-only' (chattr) lassen sich nicht darstellen",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Message? FindNbd(Problem problem) => problem switch
    {
        NbdNotConnected(var address, var cause) => new Message($"Keine Verbindung zu {address}: {CauseText.Of(cause)}", "Prüfen Sie mit nbdinfo, ob der Server läuft."),
        NbdServerSilent(var address) => new Message($"Keine Verbindung zu {address}: Der Server antwortet nicht", "Prüfen Sie mit nbdinfo, ob der Server läuft."),
        NbdAddressInvalid(var address) => new Message($"'{address}' ist keine gültige NBD-Adresse", "Schreiben Sie nbd://host:port/name oder nbd+unix:///name?socket=PFAD; TLS wird nicht unterstützt."),
        NbdExportMissing(var address, var export) => new Message($"{address} kann nicht geöffnet werden: Der Server hat keinen Export '{export}'", "Zeigen Sie die Exporte mit nbdinfo -L an."),
        NbdNeedsTls(var address) => new Message($"{address} kann nicht geöffnet werden: Der Server verlangt TLS, das nicht unterstützt wird", "Verwenden Sie einen Unix-Socket oder einen Tunnel."),
        NbdServerTooOld(var address) => new Message($"{address} kann nicht geöffnet werden: Der Server unterstützt NBD_OPT_GO nicht", "Stellen Sie den Export mit qemu-nbd bereit."),
        NbdExportRefused(var address, var reason, var code) => new Message(
            $"{address} kann nicht geöffnet werden: Der Server verweigert den Export: {(reason.Length == 0 ? "" : reason.TrimEnd('.') + " ")}(0x{code:x})", "Prüfen Sie mit nbdinfo, was der Server anbietet."),
        NbdProtocolViolated(var address, var violation) => new Message(
            $"{address} kann nicht geöffnet werden: " + violation switch
            {
                NbdViolation.Greeting => "Dort antwortet kein NBD-Server",
                NbdViolation.Size => "Der Server nennt eine unmögliche Größe",
                NbdViolation.UnexpectedReply => "Der Server hat eine Antwort geschickt, nach der nicht gefragt wurde",
                _ => "Der Server hat eine fehlerhafte Antwort geschickt",
            },
            "Prüfen Sie mit nbdinfo, was der Server anbietet."),
        _ => null,
    };
}
