using Archivist.App.Problems;
using Archivist.Platform.Problems;

namespace Archivist.App.Messages;

/// <summary>English for the problems of the command line's own streams, server and commands.</summary>
internal static class FrontEndMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        ServerNotStarted(var address, var cause) => new Message($"{address}: {CommandLineMessages.Instance.Of(cause)}", "Choose another port with --listen."),
        CertificateUnusable(var certificate, var key, var cause) => new Message(
            $"{certificate}: not usable with the key {key}: {CommandLineMessages.Instance.Of(cause)}", "Name a certificate in PEM, the ones that signed it below it, and its private key without a password."),
        OutputClosed => new Message("standard output is closed", "Send it to a file or a program, or name a target."),
        ResultsLost(_, var cause) => new Message($"standard output: the results could not be written: {CommandLineMessages.Instance.Of(cause)}", "The work itself was done; write its output elsewhere."),
        SourceCommandFailed(var program, var code) => new Message($"no snapshot was stored, because {program} ended with exit code {code}", "Run the command by hand and see what it reports."),
        _ => null,
    };
}
