using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Archivist.Discs.Burning.Imapi;

/// <summary>IConnectionPoint of ocidl.h.</summary>
[GeneratedComInterface]
[Guid("B196B286-BAB4-101A-B69C-00AA00341D07")]
internal partial interface IConnectionPoint
{
    Guid GetConnectionInterface();

    IConnectionPointContainer GetConnectionPointContainer();

    uint Advise(IDiscFormat2DataEvents sink);

    void Unadvise(uint cookie);

    nint EnumConnections();
}
