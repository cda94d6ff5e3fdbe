using Archivist.Replicas.Problems;

namespace Archivist.Messages.English;

/// <summary>What a server of replicas cannot do and why, in English.</summary>
internal static class ServerFaultText
{
    /// <summary>What cannot be done, as a clause.</summary>
    internal static string Of(ServerAction action, string name) => $"cannot {Verb(action)} {What(action, name)}";

    /// <summary>What is wrong, as a clause.</summary>
    internal static string Of(ServerFault fault) => fault switch
    {
        ServerFault.Silent => "no answer",
        ServerFault.Stalled => "the transfer stalled",
        ServerFault.Disconnected => "the connection broke",
        ServerFault.Refused => "connection refused",
        ServerFault.Unreachable => "the connection failed",
        ServerFault.HostUnknown => "the name of the server cannot be resolved",
        ServerFault.CertificateUntrusted => "the certificate of the server is not trusted, or is for another name",
        ServerFault.NotHttp => "the answer is not valid HTTP",
        ServerFault.Unauthorized => "the server wants another user or password (answer 401)",
        ServerFault.Status(var code) => $"answer {code}",
        ServerFault.Redirected(var code, var host) =>
            $"the server redirects to {host ?? "nowhere"} (answer {code}); redirects are not followed, so write that address if it is right",
        ServerFault.RangesIgnored => "the server ignores ranges",
        ServerFault.RangeWrong => "the server sent another range than was requested",
        ServerFault.LengthWrong(null, _) => "the server accepted it and does not have it",
        ServerFault.LengthWrong(var length, var sent) => $"{sent} bytes were sent, {length} are there",
        ServerFault.WebPage => "the answer is a web page, such as a login page",
        ServerFault.LengthMissing => "the server does not report its length",
        ServerFault.ListingTooLong(var limit) => $"the listing has more than {limit} entries, which no repository has",
        ServerFault.ListingInvalid => "the listing is not the JSON of the protocol",
        ServerFault.ListingEntryInvalid(var number) => $"entry {number} of the listing is invalid",
        ServerFault.BucketListingInvalid => "the answer is not the XML of S3",
        ServerFault.BucketMissing => "the bucket does not exist",
        ServerFault.AccessDenied => "access denied: wrong access key or secret key, or a key without that permission (answer 403)",
        ServerFault.KeysRejected(var code) => $"the access key or the secret key is wrong ({code})",
        ServerFault.ClockSkewed => "the clocks of this machine and the server differ by too much",
        ServerFault.Archived => "the object is in an archive class and must be restored there before it can be read",
        ServerFault.ContentMismatch => "the bytes that arrived there do not match the object's hash",
        ServerFault.Rejected(var answer, var code) => $"answer {answer} ({code})",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What to do, as sentences.</summary>
    internal static string Remedy(ServerFault fault) => fault switch
    {
        ServerFault.BucketMissing => "Check the address, or create the bucket.",
        ServerFault.KeysRejected or ServerFault.AccessDenied => "Check the access key, the secret key and what they permit.",
        ServerFault.ClockSkewed => "Set the clock of this machine.",
        ServerFault.Archived => "Have the service restore it to a class that can be read, then try again.",
        _ => "Check the address, the network and whether the server runs; other copies are used meanwhile.",
    };

    private static string Verb(ServerAction action) => action switch
    {
        ServerAction.Read => "read",
        ServerAction.Write => "write",
        ServerAction.LookUp => "look up",
        ServerAction.List => "list",
        ServerAction.Remove => "remove",
        ServerAction.Create => "create",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string What(ServerAction action, string name) => action is ServerAction.Create ? "a repository" : name;
}
