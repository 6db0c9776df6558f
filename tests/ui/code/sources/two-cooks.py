"""The two cooks in Python."""

import threading

knife = threading.Lock()  #: std::mutex knife;
pot = threading.Lock()  #: std::mutex pot;


def cook_one(hold):  #: void cookOne(Duration hold)
    with knife:  #: knife.lock();
        note("knife taken by 1")  #: note("knife taken by 1");
        sleep(hold)  #: sleepFor(hold);
        with pot:  #: pot.lock();
            note("pot taken by 1")


def cook_two():  #: void cookTwo()
    with pot:  #: pot.lock();
        note("pot taken by 2")
        with knife:  #: knife.lock();
            note("knife taken by 2")


if __name__ == "__main__":  #: int main()
    one = threading.Thread(target=cook_one)  #: std::thread one{cookOne};
    two = threading.Thread(target=cook_two)  #: std::thread two{cookTwo};
    for cook in (one, two):
        cook.join()  #: .join();
