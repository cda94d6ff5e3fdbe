using System.Net;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Serving;

/// <summary>Where a server may listen.</summary>
internal static class ListenAddress
{
    /// <summary>Refuses an address that other machines reach unless what is served there is protected. What is no address is left to the server, which refuses it.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: it is reached and not protected.</exception>
    internal static void RequireSafe(string listen, bool hasSignIn, bool hasTls)
    {
        if (!(hasSignIn && hasTls) && listen.Contains(':') && IPEndPoint.TryParse(listen, out var endpoint) && !IPAddress.IsLoopback(endpoint.Address))
            throw new ArchivistException(new ListeningRefused(listen, hasSignIn));
    }
}
